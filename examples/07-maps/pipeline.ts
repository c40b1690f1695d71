import { dag, python, type Tasks, task, zip } from '@taskloom/sdk';

interface Sighting {
  bird: string;
  seen: number;
}
interface Garden {
  name: string;
  sightings: Sighting[];
}
interface Density {
  name: string;
  birdsPerHectare: number;
}

/** Shy birds are seen less often than they are there. */
const SHYNESS = { robin: 1, wren: 2.5, jay: 2 };

@dag()
export class Maps {
  @task.virtualenv()
  readGardens(): Garden[] {
    return python`
      counted = {
          "Mill Lane": {"robin": 4, "wren": 2},
          "Station Road": {"jay": 1},
          "The Orchard": {"robin": 2, "wren": 4, "jay": 3},
      }
      return [
          {"name": name, "sightings": [{"bird": bird, "seen": seen} for bird, seen in birds.items()]}
          for name, birds in counted.items()
      ]
    `;
  }

  @task()
  measure(gardens: Garden[]): number[] {
    const hectares: Record<string, number> = { 'Mill Lane': 0.5, 'Station Road': 0.2, 'The Orchard': 2 };
    return gardens.map(({ name }) => hectares[name] ?? 0);
  }

  /** An instance for each sighting of each garden: `correct[2][1]`. */
  @task()
  correct({ bird, seen }: Sighting): number {
    return seen * SHYNESS[bird as keyof typeof SHYNESS];
  }

  /** An instance for each garden, with the garden's name as its `mapName`. It gets what its own sightings gave. */
  @task.virtualenv({ mapName: (name: string) => name })
  addUp(name: string, birds: number[]): number {
    return python`
      print("at least", ${birds}, "in", ${name})
      return sum(${birds})
    `;
  }

  @task()
  divide(name: string, birds: number, hectares: number): Density {
    return { name, birdsPerHectare: birds / hectares };
  }

  /** The reduce: a mapped list is a list to any kind of task. */
  @task.virtualenv()
  rank(densities: Density[]): Density[] {
    return python`return sorted(${densities}, key=lambda one: one["birdsPerHectare"], reverse=True)`;
  }

  flow({ readGardens, measure, correct, addUp, divide, rank }: Tasks<Maps>) {
    const gardens = readGardens();
    const totals = gardens.map(({ name, sightings }) => {
      const birds = sightings.map((sighting) => correct(sighting));
      return addUp(name, birds);
    });
    const densities = zip(gardens, totals, measure(gardens)).map(([garden, total, hectares]) =>
      divide(garden.name, total, hectares),
    );
    return rank(densities);
  }
}

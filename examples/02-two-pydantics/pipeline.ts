import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { context, dag, python, type Tasks, task } from '@taskloom/sdk';

interface Film {
  Title: string | number | null;
  'Release Date': string;
  'Production Budget': number | null;
  'Worldwide Gross': number | null;
  'IMDB Rating': number | null;
}
interface Verdict {
  version: string;
  accepted: number;
  refused: { title: string; reason: string }[];
}
interface Decade {
  decade: string;
  films: number;
  medianRating: number;
  medianReturn: number;
}

/** An interpreter that is on the machine already: the one behind `python3`. */
const INTERPRETER = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();

/**
 * Would a service that reads this film data survive the move from pydantic 1 to pydantic 2? The two versions cannot
 * be installed together; here each checks the same rows in an environment of its own.
 */
@dag()
export class TwoPydantics {
  @task()
  readFilms(): Film[] {
    const entry = createRequire(import.meta.url).resolve('vega-datasets');
    const films: Film[] = JSON.parse(readFileSync(join(entry, '../../data/movies.json'), 'utf8'));
    context().log.info('read the films', { films: films.length });
    return films;
  }

  @task.virtualenv({ requirements: ['pydantic>=1.10,<2'] })
  checkWithOne(films: Film[]): Verdict {
    return python`
      from typing import Optional
      import pydantic

      class Film(pydantic.BaseModel):
          title: str = pydantic.Field(alias="Title")
          rating: Optional[float] = pydantic.Field(None, alias="IMDB Rating")

      refused = []
      for film in ${films}:
          try:
              Film.parse_obj(film)
          except pydantic.ValidationError as error:
              refused.append({"title": str(film["Title"]), "reason": error.errors()[0]["msg"]})
      print(f"pydantic {pydantic.VERSION} refuses {len(refused)} of {len(${films})}")
      return {"version": pydantic.VERSION, "accepted": len(${films}) - len(refused), "refused": refused}
    `;
  }

  @task.virtualenv({ requirements: ['pydantic>=2,<3'] })
  checkWithTwo(films: Film[]): Verdict {
    return python`
      from typing import Optional
      import pydantic

      class Film(pydantic.BaseModel):
          title: str = pydantic.Field(alias="Title")
          rating: Optional[float] = pydantic.Field(None, alias="IMDB Rating")

      refused = []
      for film in ${films}:
          try:
              Film.model_validate(film)
          except pydantic.ValidationError as error:
              refused.append({"title": str(film["Title"]), "reason": error.errors()[0]["msg"]})
      print(f"pydantic {pydantic.VERSION} refuses {len(refused)} of {len(${films})}")
      return {"version": pydantic.VERSION, "accepted": len(${films}) - len(refused), "refused": refused}
    `;
  }

  @task.externalPython({ python: INTERPRETER })
  byDecade(films: Film[], firstDecade = 1970): Decade[] {
    return python`
      from statistics import median

      decades = {}
      for film in ${films}:
          year = int(film["Release Date"].split()[-1])
          if film["IMDB Rating"] and film["Production Budget"] and film["Worldwide Gross"] and year <= 2010:
              decades.setdefault(year // 10 * 10, []).append(film)
      return [
          {
              "decade": "%ds" % decade,
              "films": len(members),
              "medianRating": median(film["IMDB Rating"] for film in members),
              "medianReturn": round(median(film["Worldwide Gross"] / film["Production Budget"] for film in members), 2),
          }
          for decade, members in sorted(decades.items())
          if decade >= ${firstDecade}
      ]
    `;
  }

  @task()
  summarize(one: Verdict, two: Verdict, decades: Decade[]): string {
    const known = new Set(one.refused.map(({ title }) => title));
    const lost = two.refused.filter(({ title }) => !known.has(title));
    return [
      `pydantic ${one.version.split('.')[0]} accepts ${one.accepted} films, pydantic ${two.version.split('.')[0]} accepts ${two.accepted}.`,
      `Lost on the way, since version 2 does not turn numbers into text: ${lost.map(({ title }) => title).join(', ')}`,
      '',
      'decade   films   median rating   median return',
      ...decades.map(
        ({ decade, films, medianRating, medianReturn }) =>
          `${decade.padEnd(6)}${String(films).padStart(8)}${medianRating.toFixed(1).padStart(16)}${`${medianReturn.toFixed(2)} x`.padStart(16)}`,
      ),
    ].join('\n');
  }

  flow({ readFilms, checkWithOne, checkWithTwo, byDecade, summarize }: Tasks<TwoPydantics>) {
    const films = readFilms();
    return summarize(checkWithOne(films), checkWithTwo(films), byDecade(films));
  }
}

/** Large DAGs of TypeScript tasks that do next to nothing: what is left is what running a task costs. */
import { crossDownstream, dag, group, type Tasks, task, type XCom } from '@taskloom/sdk';

/** What each task does, and what a bare loop does instead. */
export async function addOne(value: number): Promise<number> {
  return value + 1;
}

class Steps {
  @task() first(): number {
    return 0;
  }
  @task() next(value: number): Promise<number> {
    return addOne(value);
  }
  @task() count(all: readonly number[]): number {
    return all.length;
  }
}

/** One task mapped over a list of `size`, and one that counts what they gave. */
export function createMapped(size: number) {
  @dag({ id: `mapped-${size}` })
  class Mapped extends Steps {
    flow({ next, count }: Tasks<Steps>) {
      return count(next.expand(Array.from({ length: size }, (_, index) => index)));
    }
  }
  return Mapped;
}

/** Each task after the one before it. */
export function createChain(length: number) {
  @dag({ id: `chain-${length}` })
  class Chain extends Steps {
    flow({ first, next }: Tasks<Steps>) {
      let last: XCom<number> = first();
      for (let index = 1; index < length; index += 1) last = next(last);
      return last;
    }
  }
  return Chain;
}

/** Many tasks into one. */
export function createFan(size: number) {
  @dag({ id: `fan-${size}` })
  class Fan extends Steps {
    flow({ next, count }: Tasks<Steps>) {
      return count(Array.from({ length: size }, (_, index) => next(index)));
    }
  }
  return Fan;
}

/** Layers in which every task waits for all of the layer before. */
export function createLayers(depth: number, width: number) {
  @dag({ id: `layers-${depth}-${width}` })
  class Layers extends Steps {
    flow({ next }: Tasks<Steps>) {
      let above: XCom<number>[] = [];
      for (let layer = 0; layer < depth; layer += 1) {
        const tasks = Array.from({ length: width }, (_, index) => next(index));
        if (above.length > 0) crossDownstream(above, tasks);
        above = tasks;
      }
    }
  }
  return Layers;
}

/** A task in that many groups, one in the other. */
export function createGroups(depth: number) {
  @dag({ id: `groups-${depth}` })
  class Groups extends Steps {
    flow({ first }: Tasks<Steps>) {
      const nest = (left: number): unknown => (left === 0 ? first() : group('g', () => nest(left - 1)));
      nest(depth);
    }
  }
  return Groups;
}

import { chain, concat, context, cross, dag, group, python, type Run, type Tasks, task, zip } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestRuntime, PYTHON } from './test-runtime.js';

const Params = z.object({ days: z.array(z.string()).default(['mon', 'tue']) });

@dag({ params: Params })
class Lists {
  @task() numbers(): number[] {
    return [1, 2, 3];
  }
  @task.externalPython({ python: PYTHON }) words(): string[] {
    return python`return ("a", "b")`;
  }
  @task() prices(): Record<string, number> {
    return { apple: 1, pear: 2 };
  }
  @task() pair(left: unknown, right: unknown): string {
    return `${left}${right}`;
  }
  @task.externalPython({ python: PYTHON }) double(n: number): number {
    return python`return ${n} * 2`;
  }
  @task() minus(n: number): number {
    return -n;
  }
  @task.externalPython({ python: PYTHON }) total(all: number[]): number {
    return python`return sum(${all})`;
  }
  @task() join(all: unknown[]): string {
    return all.join(' ');
  }
  @task.bash() shout(word: string): string {
    return `echo ${word} | tr a-z A-Z`;
  }
  @task() nested(): { rows: number[][] } {
    return { rows: [[1, 2], [], [3]] };
  }

  flow(t: Tasks<Lists>, { params }: Run<z.infer<typeof Params>>) {
    const numbers = t.numbers();
    const words = t.words();
    const perNumber = numbers.map((n) => t.double(t.minus(n)));
    return {
      total: t.total(perNumber),
      expanded: t.pair.expand(words, [1, 2]),
      zipped: zip(numbers, words).map(([n, word]) => t.pair(n, word)),
      crossed: t.join(cross(words, params.days).map(([word, day]) => t.pair(word, day))),
      concatenated: concat(numbers, [10]).map((n) => t.minus(n)),
      entries: concat<[string, number]>(t.prices() as never).map(([name, price]) => t.pair(name, price)),
      shouted: t.shout.expand(words),
      params: params.days.map((day) => t.pair(day, '!')),
      fields: t.nested().rows.map((row) => row.map((n) => ({ n, minus: t.minus(n) }))),
      again: perNumber.map((n) => t.minus(n)),
      grouped: group('tail', () => words.map((word) => t.pair(word, word))),
      items: numbers.map((n) => n),
      itemsOfItems: t.nested().rows.map((row) => row.map((n) => n)),
      besides: t.join(
        numbers.map((n) => {
          t.minus(n);
          return n;
        }),
      ),
    };
  }
}

describe('maps', async () => {
  await using test = await createTestRuntime({ concurrency: 4 });
  const result = await test.runtime.run(Lists);

  it.each([
    ['total', -12],
    ['expanded', ['a1', 'a2', 'b1', 'b2']],
    ['zipped', ['1a', '2b']],
    ['crossed', 'amon atue bmon btue'],
    ['concatenated', [-1, -2, -3, -10]],
    ['entries', ['apple1', 'pear2']],
    ['shouted', ['A', 'B']],
    ['params', ['mon!', 'tue!']],
    [
      'fields',
      [
        [
          { n: 1, minus: -1 },
          { n: 2, minus: -2 },
        ],
        [],
        [{ n: 3, minus: -3 }],
      ],
    ],
    ['again', [2, 4, 6]],
    ['grouped', ['aa', 'bb']],
    ['items', [1, 2, 3]],
    ['itemsOfItems', [[1, 2], [], [3]]],
    ['besides', '1 2 3'],
  ] as const)('give %s', (name, value) => {
    expect(result.value[name]).toEqual(value);
  });

  it('have instances by index, in maps inside of maps by several', async () => {
    expect(result.task('double', 1).mapIndex).toBe(1);
    expect(await result.task('double', 1).xcom()).toBe(-4);
    const inner = result.tasks.filter(({ mapIndexes }) => mapIndexes.length === 2);
    expect(inner.map(({ taskId, mapIndexes }) => `${taskId}[${mapIndexes.join('][')}]`)).toEqual([
      'minus__2[0][0]',
      'minus__2[0][1]',
      'minus__2[2][0]',
    ]);
    expect(await result.task('minus__2', [2, 0]).xcom()).toBe(-3);
  });
});

@dag()
class Names {
  @task() load(day: string): number {
    return context().mapIndex * 10 + day.length;
  }
  @task.externalPython({ python: PYTHON }) where(_day: string): number[] {
    return python`
      import taskloom
      return [taskloom.context.map_index, taskloom.xcom.pull("load"), taskloom.xcom.pull("load", map_index=0)]
    `;
  }
  @task.externalPython({ python: PYTHON }) all(): number[] {
    return python`
      import taskloom
      return [taskloom.xcom.pull("load"), taskloom.xcom.pull("load", map_index=1), taskloom.xcom.pull("nobody", default=0)]
    `;
  }
  flow({ load, where, all }: Tasks<Names>) {
    const named = load.override({ mapName: (day: string) => `on ${day}` });
    const pulled = concat(['monday', 'friday']).map((day) => {
      const loaded = named(day);
      return [loaded, where(day)] as const;
    });
    const last = all();
    chain(pulled, last);
    return { pulled, last };
  }
}

describe('an instance of a mapped task', async () => {
  await using test = await createTestRuntime({ concurrency: 1 });
  const result = await test.runtime.run(Names);

  it('has the name that its author gives it', () => {
    expect(result.tasks.flatMap(({ mapName }) => mapName ?? [])).toEqual(['on monday', 'on friday']);
  });

  it('knows its index, and pulls by name what belongs to its own element, or to the one that it names', () => {
    expect(result.value.pulled).toEqual([
      [6, [0, 6, 6]],
      [16, [1, 16, 6]],
    ]);
  });

  it('is pulled by its index from outside, and all of them as a list', () => {
    expect(result.value.last).toEqual([[6, 16], 16, 0]);
  });
});

@dag({ params: z.object({ days: z.any().default('monday') }) })
class NoList {
  @task() load(day: string): string {
    return day;
  }
  flow({ load }: Tasks<NoList>, { params }: Run<{ days: string[] }>) {
    return load.expand(params.days);
  }
}

@dag()
class TooLong {
  @task() numbers(): number[] {
    return [1, 2, 3, 4];
  }
  @task() load(n: number): number {
    return n;
  }
  @task() after(all: number[]): number {
    return all.length;
  }
  flow({ numbers, load, after }: Tasks<TooLong>) {
    return after(load.expand(numbers()));
  }
}

@dag()
class TooMany {
  @task() pair(left: number, right: number): number {
    return left * right;
  }
  flow({ pair }: Tasks<TooMany>) {
    return pair.expand([1, 2], [3, 4]);
  }
}

describe('a list that tasks cannot be mapped over', () => {
  it('is refused before the run where it is a param', async () => {
    await using test = await createTestRuntime();
    await expect(test.runtime.run(NoList)).rejects.toMatchObject({
      code: 'PARAMS_INVALID',
      message: 'Tasks are mapped over params.days: Tasks are mapped over "monday", which is no list.',
    });
  });

  it('fails the task that gave it where it is too long', async () => {
    await using test = await createTestRuntime({ maxMapLength: 3 });
    const { tasks } = await test.runtime.run(TooLong);
    expect(tasks.map(({ taskId, state, error }) => [taskId, state, error?.message])).toEqual([
      ['numbers', 'failed', 'Tasks are mapped over a list of 4; the longest allowed is 3.'],
      ['load', 'upstream_failed', undefined],
      ['after', 'upstream_failed', undefined],
    ]);
  });

  it('fails what is mapped over it where no task gave it', async () => {
    await using test = await createTestRuntime({ maxMapLength: 3 });
    const { tasks } = await test.runtime.run(TooMany);
    expect(tasks.map(({ taskId, state, error }) => [taskId, state, error?.code])).toEqual([
      ['pair', 'failed', 'MAP_TOO_LONG'],
    ]);
  });
});

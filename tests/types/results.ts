// What a run gives: what `flow` returned, with values for references.
import type { createRuntime, RunResult, TaskFailure } from '@taskloom/runtime';
import { dag, type Group, group, type ResultOf, type Tasks, task, type XCom } from '@taskloom/sdk';
import { sameType } from './same-type.js';

declare const runtime: ReturnType<typeof createRuntime>;
declare function resultOf<T>(of: T): ResultOf<T>;
declare const number: XCom<number>;
declare const rows: XCom<{ id: number }[]>;
declare const grouped: Group<XCom<number>>;

sameType<number>()(resultOf(number));
sameType<{ id: number }[]>()(resultOf(rows));
sameType<string>()(resultOf('a'));
sameType<Date>()(resultOf(new Date()));
sameType<undefined>()(resultOf(undefined));
sameType<{ one: number; two: string }>()(
  resultOf({ one: number, two: 'a' } as const satisfies object as { one: XCom<number>; two: string }),
);
sameType<{ all: number[] }>()(resultOf({ all: [number] }));
sameType<[number, string]>()(resultOf([number, 'a'] as readonly [XCom<number>, string]));
sameType<number>()(resultOf(grouped));

@dag()
export class Nothing {
  @task() work(): void {}
  flow({ work }: Tasks<Nothing>) {
    work();
  }
}

@dag()
export class Pair {
  @task() load(path: string, limit = 1): number[] {
    return [path.length, limit];
  }
  @task() async later(): Promise<string> {
    return '';
  }
  helper(): void {}
  flow({ load, later }: Tasks<Pair>) {
    const all = group('g', () => ({ numbers: load('a'), text: later() }));
    return [all.numbers, all.text] as const;
  }
}

export async function run(): Promise<void> {
  sameType<RunResult<void>>()(await runtime.run(Nothing));
  const { value, tasks, state } = await runtime.run(Pair);
  sameType<[number[], string]>()(value);
  sameType<'running' | 'success' | 'failed' | 'cancelled'>()(state);
  sameType<TaskFailure | undefined>()(tasks[0]?.error);
  sameType<[number[], string]>()((await runtime.start(Pair).done).value);

  sameType<number[]>()(await runtime.runTask(Pair, 'load', ['a']));
  sameType<number[]>()(await runtime.runTask(Pair, 'load', ['a', 2]));
  sameType<string>()(await runtime.runTask(Pair, 'later', []));
  // @ts-expect-error An argument is missing.
  await runtime.runTask(Pair, 'load', []);
  // @ts-expect-error An argument is of another type.
  await runtime.runTask(Pair, 'load', ['a', 'b']);
  // @ts-expect-error There is no such task.
  await runtime.runTask(Pair, 'save', []);
  // @ts-expect-error The flow is no task.
  await runtime.runTask(Pair, 'flow', []);
  // @ts-expect-error A DAG is a class, not an instance of one.
  await runtime.run(new Pair());
  // @ts-expect-error A class without a flow is no DAG.
  await runtime.run(class {});
}

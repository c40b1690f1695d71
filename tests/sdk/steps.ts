/** A DAG with a few tasks whose flow each test writes itself. */
import { dag, type Run, type Tasks, task } from '@taskloom/sdk';
import { type DagDefinition, describeDag } from '@taskloom/sdk/internal';
import { type ShownError, show } from './show.js';

export interface Table {
  readonly total: number;
  readonly rows: readonly { readonly id: number }[];
}

/** Tasks that take anything. What they do is of no interest: a flow never calls a body. */
export class Steps {
  @task() a(..._values: unknown[]): number {
    return 0;
  }
  @task() b(..._values: unknown[]): number {
    return 0;
  }
  @task() c(..._values: unknown[]): number {
    return 0;
  }
  @task() d(..._values: unknown[]): number {
    return 0;
  }
  @task() e(..._values: unknown[]): number {
    return 0;
  }
  @task() table(_path?: string): Table {
    return { total: 0, rows: [] };
  }
  @task() pair(): readonly [string, Date] {
    return ['', new Date(0)];
  }
  @task.setup() s(..._values: unknown[]): number {
    return 0;
  }
  @task.teardown() t(..._values: unknown[]): void {}
  @task() list(..._values: unknown[]): number[] {
    return [];
  }
  helper(): void {}
}

export interface Params {
  readonly region: string;
  readonly limits: readonly number[];
}

export type Flow = (tasks: Tasks<Steps>, run: Run<Params>) => unknown;

/** The DAG `steps` with that flow. */
export function describeFlow(flow: Flow): DagDefinition {
  class Wired extends Steps {
    flow(tasks: Tasks<Steps>, run: Run<Params>): unknown {
      return flow(tasks, run);
    }
  }
  dag({ id: 'steps' })(Wired);
  return describeDag(Wired);
}

/** Everything that is wrong with a flow. */
export function showProblems(flow: Flow): readonly ShownError[] {
  return describeFlow(flow).problems.map(show);
}

/** The edges of a flow without problems, by task: `a:  b: a  c: a b`. */
export function showEdges(flow: Flow): string {
  const { spec, problems } = describeFlow(flow);
  if (problems.length > 0) throw new AggregateError(problems, 'The flow has problems.');
  return spec.tasks.map(({ taskId, upstream }) => [`${taskId}:`, ...upstream].join(' ')).join('  ');
}

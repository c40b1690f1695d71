/** A DAG whose one task does nothing, in the interpreter that it is given. */
import { dag, python, type Tasks, task } from '@taskloom/sdk';

export function createNoOp(interpreter: string) {
  @dag({ id: 'no-op' })
  class NoOp {
    @task.externalPython({ python: interpreter })
    work(): void {
      return python`pass`;
    }

    flow({ work }: Tasks<NoOp>) {
      work();
    }
  }
  return NoOp;
}

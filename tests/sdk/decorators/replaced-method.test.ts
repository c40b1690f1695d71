import { dag, type Tasks, task } from '@taskloom/sdk';
import { describeDag } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { show } from '../show.js';

/** A decorator of the author's own that puts a function of its own in the method's place. */
function logged(_target: object, _name: string, descriptor: PropertyDescriptor): void {
  const original = descriptor.value as (...args: unknown[]) => unknown;
  descriptor.value = function log(this: unknown, ...args: unknown[]) {
    return original.apply(this, args);
  };
}

describe('a method that a decorator of the author replaces', () => {
  it('is a task where @task stands above', () => {
    @dag()
    class Above {
      @task()
      @logged
      load(): void {}
      flow({ load }: Tasks<Above>) {
        return load();
      }
    }
    expect(describeDag(Above)).toMatchObject({ problems: [], spec: { tasks: [{ taskId: 'load' }] } });
  });

  it('is none where @task stands below, and the order is told', () => {
    @dag()
    class Below {
      @logged
      @task()
      load(): void {}
      flow({ load }: Tasks<Below>) {
        load();
      }
    }
    expect(describeDag(Below).problems.map(show)).toEqual([
      {
        code: 'TASK_UNDECORATED',
        message: 'flow calls Below.load, which is a method but no task.',
        hint: 'Put a decorator on it: `@task() load(…)`, above those that replace the method. Helpers can be called in TypeScript bodies only.',
        at: '▸load();',
      },
    ]);
  });
});

import { dag, python, type TaskName, type Tasks, task } from '@taskloom/sdk';
import { describeDag } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { showThrown } from '../show.js';

@dag()
class Roles {
  @task.branch() choose(): TaskName<Roles> {
    return 'work';
  }
  @task.shortCircuit({ ignoreDownstreamTriggerRules: false, retries: 2 })
  @task.virtualenv({ python: '3.12' })
  gate(): boolean {
    return python`return True`;
  }
  @task.externalPython({ python: '/usr/bin/python3' })
  @task.branch({ taskId: 'pick' })
  other(): string {
    return python`return "work"`;
  }
  @task() work(): void {}
  flow({ choose, gate, other, work }: Tasks<Roles>) {
    choose();
    gate();
    other();
    work();
  }
}

describe('a role', () => {
  it('stands alone on a TypeScript body, or beside a kind, in either order', () => {
    const { spec, problems } = describeDag(Roles);

    expect(problems).toEqual([]);
    expect(spec.tasks.map(({ taskId, kind, role, options }) => [taskId, kind, role, options.retries])).toEqual([
      ['choose', 'typescript', { kind: 'branch' }, 0],
      ['gate', 'virtualenv', { kind: 'shortCircuit', ignoreDownstreamTriggerRules: false }, 2],
      ['pick', 'externalPython', { kind: 'branch' }, 0],
      ['work', 'typescript', undefined, 0],
    ]);
  });

  it('is one at most', () => {
    const define = (): unknown => {
      @dag()
      class Two {
        @task.branch() @task.shortCircuit() both(): string {
          return '';
        }
        flow() {}
      }
      return Two;
    };

    expect(showThrown(define)).toMatchObject({
      code: 'KIND_CONFLICT',
      message: 'Two.both has @task.branch and @task.shortCircuit: a task decides in one way.',
      hint: 'Keep one of them.',
    });
  });

  it('takes no options of a kind', () => {
    const define = (): unknown => {
      @dag()
      class Wrong {
        @task.branch({ requirements: ['six'] } as object) choose(): string {
          return '';
        }
        flow() {}
      }
      return Wrong;
    };

    expect(showThrown(define)).toMatchObject({
      code: 'OPTION_UNKNOWN',
      message: '@task.branch on Wrong.choose: there is no option "requirements".',
      hint: '`requirements` is an option of @task.virtualenv.',
    });
  });

  it('that is a condition takes a function', () => {
    const define = (): unknown => {
      @dag()
      class Wrong {
        @task.runIf(true as never) choose(): void {}
        flow() {}
      }
      return Wrong;
    };

    expect(showThrown(define)).toMatchObject({
      code: 'OPTION_INVALID',
      message: '@task.runIf on Wrong.choose: the condition is true, but must be a function.',
      hint: 'Write `@task.runIf(({ ds }) => …)`.',
    });
  });
});

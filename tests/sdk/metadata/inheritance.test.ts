import { dag, type Tasks, task } from '@taskloom/sdk';
import { describeDag } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { showPlace } from '../show.js';

abstract class Loading {
  @task({ retries: 1 }) load(): number[] {
    return [];
  }
  @task({ doc: 'of Loading' }) clean(numbers: number[]): number[] {
    return numbers;
  }
  @task() dropped(): void {}
  helper(): void {}
}

abstract class Cleaning extends Loading {
  @task.bash() override clean(): never {
    throw new Error('never called');
  }
  override dropped(): void {}
  @task() override helper(): void {}
}

@dag()
class Sales extends Cleaning {
  @task() save(_numbers: number[]): void {}
  flow({ load, clean, save }: Tasks<Sales>) {
    save(clean());
    load();
  }
}

/** `load:typescript:Loading`: name, kind and the class that declares it. */
const methods = [...describeDag(Sales).methods.values()].map(
  ({ name, kind, declaringClass }) => `${name}:${kind}:${declaringClass}`,
);

describe('the tasks of a class', () => {
  it('are its own first, then those of the classes that it extends', () => {
    expect(methods).toEqual([
      'save:typescript:Sales',
      'clean:bash:Cleaning',
      'helper:typescript:Cleaning',
      'load:typescript:Loading',
    ]);
  });

  it('are those that an instance has: a method that overrides a task without a decorator is none', () => {
    const { problems } = describeDag(override((tasks) => tasks.dropped()));
    expect(problems).toMatchObject([
      { code: 'TASK_UNDECORATED', message: 'flow calls Derived.dropped, which is a method but no task.' },
    ]);
  });

  it('are the method and the options of the class that overrides, and nothing of the other', () => {
    expect(describeDag(Sales).methods.get('clean')).toMatchObject({
      fn: Cleaning.prototype.clean,
      options: { retries: 0, retryDelayMs: 300_000, triggerRule: 'all_success' },
    });
    expect(describeDag(Sales).methods.get('clean')?.options).not.toHaveProperty('doc');
  });

  it('are where their decorator is', () => {
    const { methods: found } = describeDag(Sales);
    expect(['load', 'clean'].map((name) => showPlace(found.get(name)?.location))).toEqual([
      '@▸task({ retries: 1 }) load(): number[] {',
      '@task.▸bash() override clean(): never {',
    ]);
  });

  it('leave the tasks of the base class as they are', () => {
    @dag()
    class Plain extends Loading {
      flow({ clean, load }: Tasks<Plain>) {
        clean(load());
      }
    }
    expect(describeDag(Plain).methods.get('clean')).toMatchObject({ kind: 'typescript', declaringClass: 'Loading' });
    expect(describeDag(Plain).methods.get('dropped')).toMatchObject({ kind: 'typescript' });
  });

  it('are hidden by a getter of the same name', () => {
    @dag()
    class Hiding extends Loading {
      // @ts-expect-error A method is overridden by a getter.
      get load(): number[] {
        return [];
      }
      flow() {}
    }
    expect([...describeDag(Hiding).methods.keys()]).toEqual(['clean', 'dropped']);
  });

  it('are those of a mixin as well', () => {
    const counting = (base: typeof Loading) => {
      abstract class Counting extends base {
        @task() count(): number {
          return 1;
        }
      }
      return Counting;
    };
    @dag()
    class Mixed extends counting(Loading) {
      flow() {}
    }
    expect(describeDag(Mixed).methods.get('count')).toMatchObject({ declaringClass: 'Counting' });
  });

  it('can be called from a flow of the base class', () => {
    abstract class Template {
      abstract load(): number;
      @task() save(_value: number): void {}
      flow({ load, save }: Tasks<Template>) {
        save(load());
      }
    }
    @dag()
    class Filled extends Template {
      @task({ retries: 4 }) override load(): number {
        return 1;
      }
    }
    expect(describeDag(Filled).spec.tasks).toMatchObject([
      { taskId: 'load', options: { retries: 4 } },
      { taskId: 'save', upstream: ['load'] },
    ]);
  });
});

describe('the DAG of a class', () => {
  it('is its own: nothing is inherited from a class that is a DAG, too', () => {
    @dag({ id: 'base', defaults: { retries: 9 }, tags: ['base'] })
    class Base extends Loading {
      flow({ load }: Tasks<Base>) {
        load.override({ taskId: 'first' })();
      }
    }
    @dag()
    class Derived extends Base {}
    expect(describeDag(Base).spec).toMatchObject({ dagId: 'base', tags: ['base'] });
    expect(describeDag(Derived).spec).toMatchObject({
      dagId: 'Derived',
      tags: [],
      tasks: [{ taskId: 'first', options: { retries: 1 } }],
    });
  });
});

function override(flow: (tasks: Tasks<Sales>) => void) {
  class Derived extends Sales {
    override flow(tasks: Tasks<Sales>): void {
      flow(tasks);
    }
  }
  dag()(Derived);
  return Derived;
}

import { dag, python, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { showThrown } from '../show.js';

// biome-ignore lint/suspicious/noExplicitAny: the mistakes of whoever leaves types out
type Untyped = any;

describe('two kinds on one method', () => {
  it('are refused, in the order in which they are written, at the upper one', () => {
    const declare = () => {
      @dag()
      class Twice {
        @task.virtualenv({ doc: 'upper' })
        @task.externalPython({ python: '/usr/bin/python3', doc: 'lower' })
        work(): void {
          return python`pass`;
        }
        flow() {}
      }
      return Twice;
    };
    expect(showThrown(declare)).toEqual({
      code: 'KIND_CONFLICT',
      message: 'Twice.work has @task.virtualenv and @task.externalPython: a body runs in one place.',
      hint: 'Keep one of them.',
      at: "@task.▸virtualenv({ doc: 'upper' })",
    });
  });

  it('are refused where they are the same', () => {
    const declare = () => {
      @dag()
      class Same {
        @task({ retries: 1, doc: 'one' })
        @task({ retries: 2, doc: 'two' })
        work(): void {}
        flow() {}
      }
      return Same;
    };
    expect(showThrown(declare)).toMatchObject({
      code: 'KIND_CONFLICT',
      message: 'Same.work has @task and @task: a body runs in one place.',
    });
  });

  it('are refused in a base class, for each DAG that has them', () => {
    abstract class Base {
      @task({ doc: 'first' })
      @task.bash({ doc: 'second' })
      work(): string {
        return '';
      }
    }
    const declare = () => {
      @dag()
      class Derived extends Base {
        flow() {}
      }
      return Derived;
    };
    expect(showThrown(declare)).toMatchObject({
      message: 'Derived.work has @task and @task.bash: a body runs in one place.',
    });
  });

  it('are fine on a method and on one that overrides it', () => {
    abstract class Base {
      @task() work(): string {
        return '';
      }
    }
    @dag()
    class Derived extends Base {
      @task.bash() override work(): string {
        return 'true';
      }
      flow() {}
    }
    expect(Derived.name).toBe('Derived');
  });
});

describe('what is wrong with the options of an inherited task', () => {
  it('is told of the DAG, at the decorator of the base class', () => {
    abstract class Base {
      @task({ retries: -3 }) work(): void {}
    }
    const declare = () => {
      @dag()
      class Derived extends Base {
        flow() {}
      }
      return Derived;
    };
    expect(showThrown(declare)).toEqual({
      code: 'OPTION_INVALID',
      message: '@task on Derived.work: "retries" is -3, but must be a whole number, 0 or more.',
      hint: 'Correct `retries`, or leave it out.',
      at: '@▸task({ retries: -3 }) work(): void {}',
    });
  });

  it('is told of no class that is no DAG', () => {
    const declare = () => {
      abstract class Base {
        @task({ retires: 3 } as Untyped) work(): void {}
      }
      return Base;
    };
    expect(declare).not.toThrow();
  });
});

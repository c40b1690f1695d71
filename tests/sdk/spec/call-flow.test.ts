import { readFileSync } from 'node:fs';
import { dag, TaskloomError, type Tasks, task } from '@taskloom/sdk';
import { describeDag } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { show } from '../show.js';
import { describeFlow } from '../steps.js';

describe('a flow', () => {
  it('is called once, on an instance of the class', () => {
    const seen: unknown[] = [];
    @dag()
    class Configured {
      readonly days = 3;
      @task() load(day: number): number {
        return day;
      }
      flow({ load }: Tasks<Configured>) {
        seen.push(this instanceof Configured);
        return Array.from({ length: this.days }, (_, day) => load(day));
      }
    }
    expect(describeDag(Configured).spec.tasks.map(({ taskId }) => taskId)).toEqual(['load', 'load__1', 'load__2']);
    expect(seen).toEqual([true]);
  });

  it('may be inherited', () => {
    class Base {
      @task() load(): number {
        return 1;
      }
      flow({ load }: Tasks<Base>) {
        return load();
      }
    }
    @dag()
    class Derived extends Base {}
    expect(describeDag(Derived).spec).toMatchObject({ dagId: 'Derived', tasks: [{ taskId: 'load' }] });
  });

  it('may describe another DAG meanwhile', () => {
    let inner: unknown;
    const outer = describeFlow(({ a, b }) => {
      a();
      inner = describeFlow(({ c }) => c()).spec.tasks.map(({ taskId }) => taskId);
      b();
    });
    expect([outer.spec.tasks.map(({ taskId }) => taskId), inner]).toEqual([['a', 'b'], ['c']]);
  });
});

describe('a flow that cannot be called', () => {
  it('is one that is not there', () => {
    class NoFlow {
      @task() load(): void {}
    }
    // What TypeScript refuses where it can.
    dag()(NoFlow);
    expect(describeDag(NoFlow as never).problems.map(show)).toEqual([
      {
        code: 'FLOW_MISSING',
        message: 'NoFlow has no flow method.',
        hint: 'Add one: `flow({ … }: Tasks<NoFlow>) { … }`.',
        at: '▸dag()(NoFlow);',
      },
    ]);
  });

  it('is one that is async, and its promise is left to nobody', async () => {
    @dag()
    class Waiting {
      @task() load(): void {}
      async flow({ load }: Tasks<Waiting>) {
        load();
        throw new Error('unheard');
      }
    }
    const { problems, spec } = describeDag(Waiting);
    await Promise.resolve();
    expect(problems).toMatchObject([
      {
        code: 'FLOW_ASYNC',
        message: 'Waiting.flow is async.',
        hint: 'Leave `async` and `await` out: tasks wait for their arguments by themselves.',
        location: { file: import.meta.filename, line: lineOf('class Waiting {') - 1 },
      },
    ]);
    expect(spec.result).toEqual({ kind: 'value', value: null });
  });

  it('is one that throws, be it in a library', () => {
    @dag()
    class Throwing {
      flow() {
        return JSON.parse('not JSON');
      }
    }
    expect(describeDag(Throwing).problems.map(show)).toEqual([
      {
        code: 'FLOW_FAILED',
        message: expect.stringMatching(/^Throwing\.flow threw SyntaxError: Unexpected token .*JSON/),
        hint: 'Correct the line; flow only wires tasks.',
        at: "return JSON.▸parse('not JSON');",
      },
    ]);
  });

  it('is one of a class that cannot be made', () => {
    @dag()
    class Demanding {
      readonly folder: string;
      constructor(settings: { folder: string }) {
        this.folder = settings.folder;
      }
      flow() {}
    }
    expect(describeDag(Demanding as never).problems.map(show)).toEqual([
      {
        code: 'FLOW_FAILED',
        message: "The constructor of Demanding threw TypeError: Cannot read properties of undefined (reading 'folder')",
        hint: 'Correct the line; an instance is made, without arguments, for flow and for each attempt.',
        at: 'this.folder = settings.▸folder;',
      },
    ]);
  });

  it('keeps what was thrown as its cause', () => {
    const thrown = new RangeError('too many');
    const { problems } = describeFlow(() => {
      throw thrown;
    });
    expect(problems).toMatchObject([{ message: 'Wired.flow threw RangeError: too many', cause: thrown }]);
  });

  it.each([
    ['a text', 'given up', "Wired.flow threw 'given up'"],
    ['undefined', undefined, 'Wired.flow threw undefined'],
    ['an object', { reason: 1 }, 'Wired.flow threw { reason: 1 }'],
  ])('can throw %s', (_what, thrown, message) => {
    const { problems } = describeFlow(() => {
      throw thrown;
    });
    expect(problems).toMatchObject([{ code: 'FLOW_FAILED', message }]);
  });

  it('hands an error of ours on as it is', () => {
    const ours = new TaskloomError('OPTION_INVALID', 'as it is');
    const { problems } = describeFlow(() => {
      throw ours;
    });
    expect(problems).toEqual([ours]);
  });
});

function lineOf(line: string): number {
  return (
    readFileSync(import.meta.filename, 'utf8')
      .split('\n')
      .findIndex((other) => other.trim() === line) + 1
  );
}

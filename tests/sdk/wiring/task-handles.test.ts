import type { Tasks } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { showThrown } from '../show.js';
import { describeFlow, type Flow, type Steps, showProblems } from '../steps.js';

const taskIds = (flow: Flow): readonly string[] => describeFlow(flow).spec.tasks.map(({ taskId }) => taskId);

// biome-ignore lint/suspicious/noExplicitAny: the mistakes of whoever leaves types out
type Untyped = any;

describe('calling a task', () => {
  it('makes a task of the method, in the order of the calls', () => {
    const { spec } = describeFlow(({ b, a }) => a(b()));
    expect(spec.tasks.map(({ taskId, method, kind }) => [taskId, method, kind])).toEqual([
      ['b', 'b', 'typescript'],
      ['a', 'a', 'typescript'],
    ]);
  });

  it('again makes a task with the next suffix', () => {
    expect(taskIds(({ a, b }) => [a(), a(), b(), a()])).toEqual(['a', 'a__1', 'b', 'a__2']);
  });

  it('again takes a suffix that no task has', () => {
    const named = ({ a, b }: Tasks<Steps>) => [b.override({ taskId: 'a__1' })(), a(), a()];
    expect(taskIds(named)).toEqual(['a__1', 'a', 'a__2']);
  });

  it('knows the line of the call', () => {
    const { spec } = describeFlow(({ a }) => a());
    expect(spec.tasks[0]?.calledAt).toMatchObject({ file: import.meta.filename });
  });

  it('takes no note of the body', () => {
    let wasCalled = false;
    const flow: Flow = ({ a }) => {
      a(() => {
        wasCalled = true;
      });
    };
    describeFlow(flow);
    expect(wasCalled).toBe(false);
  });
});

describe('the arguments of a call', () => {
  const args = (flow: Flow): unknown => describeFlow(flow).spec.tasks[0]?.args;

  it.each<[string, Flow, unknown]>([
    ['are none', ({ a }) => a(), []],
    ['are values on the wire', ({ a }) => a(1, 'two'), [value(1), value('two')]],
    ['are null where they are null', ({ a }) => a(null), [value(null)]],
    ['are the default where they are undefined', ({ a }) => a(undefined, 2), [{ kind: 'default' }, value(2)]],
    ['end with the last that is defined', ({ a }) => a(1, undefined, undefined), [value(1)]],
    ['are those that a spread gives', ({ a }) => a(...[1, 2]), [value(1), value(2)]],
  ])('%s', (_behaviour, flow, expected) => {
    expect(args(flow)).toEqual(expected);
  });

  it('are what they are when the task is called', () => {
    const list = [1];
    const { spec } = describeFlow(({ a }) => {
      a(list);
      list.push(2);
    });
    expect(spec.tasks[0]?.args).toEqual([value([1])]);
  });

  it('must be able to cross, and are named with their path where they cannot', () => {
    const problems = showProblems(({ a }) => void a(1, { of: [{ when: Symbol('now') }] }));
    expect(problems).toMatchObject([
      {
        code: 'VALUE_UNSUPPORTED',
        message: 'Argument 2 of a: The value at $.of[0].when cannot cross between tasks: a symbol (Symbol(now)).',
        at: "const problems = showProblems(({ a }) => void ▸a(1, { of: [{ when: Symbol('now') }] }));",
      },
    ]);
  });

  it('cannot be another task itself', () => {
    const problems = showProblems(({ a, b }) => a([b]));
    expect(problems).toEqual([
      {
        code: 'VALUE_UNSUPPORTED',
        message: 'Argument 1 of a: the value at $[0] is the task "b" itself.',
        hint: 'Call it to use its result: b(…).',
        at: 'const problems = showProblems(({ a, b }) => ▸a([b]));',
      },
    ]);
  });

  it('cannot be a result of another flow', () => {
    let kept: unknown;
    describeFlow(({ a }) => {
      kept = a();
    });
    const problems = showProblems(({ a }) => void a({ of: kept }));
    expect(problems).toEqual([
      {
        code: 'REFERENCE_FOREIGN',
        message: 'Argument 1 of a: the value at $.of belongs to another call of a flow.',
        hint: 'Use a reference in the flow that made it.',
        at: 'const problems = showProblems(({ a }) => void ▸a({ of: kept }));',
      },
    ]);
  });
});

describe('a call of what is no task', () => {
  it('is refused for a method without a decorator', () => {
    const problems = showProblems((tasks: Untyped) => tasks.helper());
    expect(problems).toEqual([
      {
        code: 'TASK_UNDECORATED',
        message: 'flow calls Wired.helper, which is a method but no task.',
        hint: 'Put a decorator on it: `@task() helper(…)`, above those that replace the method. Helpers can be called in TypeScript bodies only.',
        at: 'const problems = showProblems((tasks: Untyped) => tasks.▸helper());',
      },
    ]);
  });

  it('is refused for a slip of the pen, with the name that was meant', () => {
    const problems = showProblems((tasks: Untyped) => tasks.tabel());
    expect(problems).toEqual([
      {
        code: 'TASK_UNKNOWN',
        message: 'Wired has no task "tabel".',
        hint: 'Did you mean "table"?',
        at: 'const problems = showProblems((tasks: Untyped) => tasks.▸tabel());',
      },
    ]);
  });

  it('is refused for a name that is like no other, with all that there are', () => {
    const [problem] = showProblems((tasks: Untyped) => tasks.transmogrify());
    expect(problem?.hint).toBe('There is "a", "b", "c", "d", "e", "table", "pair", "s", "t", "list".');
  });

  it('is refused where its options are overridden, too', () => {
    const problems = showProblems((tasks: Untyped) => tasks.taable.override({ retries: 1 })());
    expect(problems).toMatchObject([
      {
        message: 'Wired has no task "taable".',
        at: 'const problems = showProblems((tasks: Untyped) => tasks.taable.▸override({ retries: 1 })());',
      },
    ]);
  });

  it('is refused for the flow itself', () => {
    const [problem] = showProblems((tasks: Untyped) => tasks.flow());
    expect(problem).toMatchObject({ code: 'TASK_UNKNOWN', message: 'Wired has no task "flow".' });
  });
});

describe('the tasks that flow is given', () => {
  it('are the same each time', () => {
    const seen = new Set<unknown>();
    describeFlow((tasks) => void [1, 2].map(() => seen.add(tasks.a)));
    expect(seen.size).toBe(1);
  });

  it('can be listed and asked for', () => {
    let seen: unknown;
    describeFlow((tasks) => {
      seen = [Object.keys(tasks), 'a' in tasks, 'helper' in tasks, Object.keys({ ...tasks }).length];
    });
    expect(seen).toEqual([['a', 'b', 'c', 'd', 'e', 'table', 'pair', 's', 't', 'list'], true, false, 10]);
  });

  it('cannot be called once flow has returned', () => {
    let kept: Tasks<Steps>['a'] | undefined;
    describeFlow(({ a }) => {
      kept = a;
    });
    expect(showThrown(() => kept?.('too late'))).toEqual({
      code: 'FLOW_NOT_RUNNING',
      message: 'The task "a" was called while its flow is not being wired.',
      hint: 'Call it inside the `flow` method, before `flow` returns.',
      at: "expect(showThrown(() => ▸kept?.('too late'))).toEqual({",
    });
  });

  it('cannot be called in the flow of another DAG', () => {
    let kept: Tasks<Steps>['a'] | undefined;
    describeFlow(({ a }) => {
      kept = a;
    });
    expect(showProblems(() => kept?.('elsewhere'))).toMatchObject([
      { code: 'FLOW_NOT_RUNNING', message: 'The task "a" was called while its flow is not being wired.' },
    ]);
  });
});

function value(wire: unknown) {
  return { kind: 'value', value: wire };
}

import { group, type TaskOverrides, text } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { showThrown } from '../show.js';
import { describeFlow, type Flow, showProblems } from '../steps.js';

describe('the options of a group', () => {
  const retries = (flow: Flow): unknown =>
    describeFlow(flow).spec.tasks.map(({ taskId, options }) => `${taskId} ${options.retries}`);

  it('have defaults for the tasks inside it, the nearest group winning, and the task itself over all', () => {
    const flow: Flow = ({ a, b, c, d }) => {
      const inner = () => [b(), c.override({ retries: 3 })()];
      group('outer', () => [a(), group('inner', inner, { defaults: { retries: 2 } })], { defaults: { retries: 1 } });
      d();
    };
    expect(retries(flow)).toEqual(['outer.a 1', 'outer.inner.b 2', 'outer.inner.c 3', 'd 0']);
  });

  it('have defaults that are checked like the options of a task', () => {
    const problems = showProblems(() => group('g', () => 0, { defaults: { retires: 1 } as TaskOverrides }));
    expect(problems).toEqual([
      {
        code: 'OPTION_UNKNOWN',
        message: 'group "g", defaults: there is no option "retires".',
        hint: 'Did you mean "retries"?',
        at: "const problems = showProblems(() => ▸group('g', () => 0, { defaults: { retires: 1 } as TaskOverrides }));",
      },
    ]);
  });

  it('have no defaults that name one task', () => {
    const [problem] = showProblems(() => void group('g', () => 0, { defaults: { taskId: 'all' } }));
    expect(problem).toMatchObject({
      code: 'OPTION_UNKNOWN',
      message: 'group "g", defaults: there is no option "taskId".',
      hint: 'It names one task: give it to that.',
    });
  });

  it.each([
    [{ tooltip: 7 }, 'group "g": "tooltip" is 7, but must be a text.', 'Correct `tooltip`, or leave it out.'],
    [
      { defaults: 'none' },
      'group "g": "defaults" is \'none\', but must be an object.',
      'Correct `defaults`, or leave it out.',
    ],
    [{ tooltips: '' }, 'group "g": there is no option "tooltips".', 'Did you mean "tooltip"?'],
    [null, 'group "g": the options are null, but must be an object.', 'Pass an object, or nothing.'],
  ])('cannot be %j', (options, message, hint) => {
    const [problem] = showProblems(() => void group('g', () => 0, options as never));
    expect(problem).toMatchObject({ message, hint });
  });
});

describe('the id of a group', () => {
  const GROUP_KEY = '1 to 200 of the letters a to z and A to Z, digits, "_" and "-"';

  it.each([
    ['short', 'a'],
    ['of all that is allowed', 'A_b-9'],
    ['of 200 characters', 'x'.repeat(200)],
  ])('can be %s', (_what, id) => {
    expect(showProblems(() => void group(id, () => 0))).toEqual([]);
  });

  it.each([
    ['empty', '', ''],
    ['with a space', 'the pages', 'the pages'],
    ['with a dot', 'a.b', 'a.b'],
    ['with an umlaut', 'größe', 'größe'],
    ['of 201 characters', 'x'.repeat(201), 'x'.repeat(201)],
    ['a number', 7, '7'],
    ['left out', undefined, 'undefined'],
    ['an object', {}, '{}'],
  ])('cannot be %s', (_what, id, said) => {
    expect(showProblems(() => void group(id as string, () => 1))).toEqual([
      {
        code: 'GROUP_ID_INVALID',
        message: `The group id "${said}" is not ${GROUP_KEY}.`,
        hint: 'Choose another id.',
        at: 'expect(showProblems(() => void ▸group(id as string, () => 1))).toEqual([',
      },
    ]);
  });

  it('cannot be that of a task', () => {
    const problems = showProblems(({ a, b }) => [a(), group('a', () => b())]);
    expect(problems).toEqual([
      {
        code: 'TASK_ID_DUPLICATE',
        message: 'The id "a" of a group is that of a task already.',
        hint: 'Name the group otherwise.',
        at: "const problems = showProblems(({ a, b }) => [a(), ▸group('a', () => b())]);",
      },
    ]);
  });
});

describe('the suffixed id of a repeated group', () => {
  it('cannot be that of a task either', () => {
    const problems = showProblems(({ a, b }) => {
      a.override({ taskId: 'g__1' })();
      group('g', () => b());
      group('g', () => b('again'));
    });
    expect(problems).toEqual([
      {
        code: 'TASK_ID_DUPLICATE',
        message: 'The id "g__1" of a group is that of a task already.',
        hint: 'Name the group otherwise.',
        at: "▸group('g', () => b('again'));",
      },
    ]);
  });
});

describe('the function of a group', () => {
  it('cannot be async, and its promise is left to nobody', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const problems = showProblems(({ a, b, c }) => {
      const late = group('g', async () => {
        a();
        await null;
        b();
      });
      c(late);
    });
    // Node looks for rejections that nobody heard once its microtasks are done.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(problems).toEqual([
      {
        code: 'FLOW_ASYNC',
        message: 'The function of the group "g" is async.',
        hint: 'Leave `async` and `await` out: tasks wait for their arguments by themselves.',
        at: "const late = ▸group('g', async () => {",
      },
    ]);
    expect(unhandled).toEqual([]);
  });
});

describe('outside of flow', () => {
  it('group is refused, and its function not called', () => {
    expect(showThrown(() => group('g', () => text`never`))).toEqual({
      code: 'FLOW_NOT_RUNNING',
      message: 'group was called while its flow is not being wired.',
      hint: 'Call it inside the `flow` method, before `flow` returns.',
      at: "expect(showThrown(() => ▸group('g', () => text`never`))).toEqual({",
    });
  });
});

import { group, type TaskOverrides } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { describeFlow, type Flow, showProblems } from '../steps.js';

const KEY_FORM = '1 to 250 of the letters a to z and A to Z, digits, "_", "." and "-"';
const TAKEN = 'Choose another `taskId`, or leave it out: repeated calls get __1, __2, … by themselves.';

const OTHERS =
  'There is "taskId", "retries", "retryDelay", "retryExponentialBackoff", "maxRetryDelay", "retryPolicy", "executionTimeout", "triggerRule", "pool", "poolSlots", "priorityWeight", "weightRule", "mapName", "maxActive", "doc", "onExecute", "onSuccess", "onFailure", "onRetry", "onSkipped".';

const correct = (name: string) => `Correct \`${name}\`, or leave it out.`;

/** The options of each task that a flow calls. */
const options = (flow: Flow) => describeFlow(flow).spec.tasks.map((task) => task.options);

describe('override', () => {
  it('gives the same task with other options', () => {
    const all: TaskOverrides = {
      taskId: 'again',
      retries: 2,
      retryDelay: '5s',
      executionTimeout: '1m',
      triggerRule: 'all_success',
      doc: 'once more',
    };
    const { spec } = describeFlow(({ a }) => a.override(all)(1));
    expect(spec.tasks[0]).toMatchObject({
      taskId: 'again',
      method: 'a',
      args: [{ kind: 'value', value: 1 }],
      options: {
        retries: 2,
        retryDelayMs: 5000,
        executionTimeoutMs: 60_000,
        triggerRule: 'all_success',
        doc: 'once more',
      },
    });
  });

  it('leaves the task as it is', () => {
    expect(options(({ a }) => [a.override({ retries: 2 })(), a()])).toMatchObject([{ retries: 2 }, { retries: 0 }]);
  });

  it('adds to an override', () => {
    const [both] = options(({ a }) => a.override({ retries: 2, doc: 'one' }).override({ doc: 'two' })());
    expect(both).toMatchObject({ retries: 2, doc: 'two' });
  });

  it('takes what is undefined for what is left out', () => {
    const none = { retries: undefined } as object;
    expect(options(({ a }) => a.override({ retries: 2 }).override(none)())).toMatchObject([{ retries: 2 }]);
  });

  it('can be kept and called often', () => {
    const { spec } = describeFlow(({ a }) => {
      const patient = a.override({ retries: 9 });
      patient();
      patient();
    });
    expect(spec.tasks.map((task) => [task.taskId, task.options.retries])).toEqual([
      ['a', 9],
      ['a__1', 9],
    ]);
  });
});

describe('an id that is asked for', () => {
  it('must be free, also of groups', () => {
    const problems = showProblems(({ a, b }) => {
      b();
      a.override({ taskId: 'b' })();
      group('pages', () => undefined);
      a.override({ taskId: 'pages' })('group');
    });
    expect(problems).toEqual([
      {
        code: 'TASK_ID_DUPLICATE',
        message: 'The id "b" is taken.',
        hint: TAKEN,
        at: "a.override({ taskId: 'b' })▸();",
      },
      {
        code: 'TASK_ID_DUPLICATE',
        message: 'The id "pages" is taken.',
        hint: TAKEN,
        at: "a.override({ taskId: 'pages' })▸('group');",
      },
    ]);
  });

  it('may be that of a task in another group', () => {
    const flow: Flow = ({ a, b }) => {
      b();
      group('g', () => a.override({ taskId: 'b' })());
    };
    expect(describeFlow(flow).spec.tasks.map(({ taskId }) => taskId)).toEqual(['b', 'g.b']);
  });

  it.each([['with a space'], ['..'], ['größe'], ['x'.repeat(251)]])('must be one that Airflow takes, not %j', (id) => {
    expect(showProblems(({ a }) => a.override({ taskId: id })('refused'))).toEqual([
      {
        code: 'TASK_ID_INVALID',
        message: `The task id "${id}" is not ${KEY_FORM}.`,
        hint: 'Give it another one: `.override({ taskId: … })`.',
        at: "expect(showProblems(({ a }) => a.override({ taskId: id })▸('refused'))).toEqual([",
      },
    ]);
  });

  it('must be an id, whatever its groups put before it', () => {
    const problemsOf = (taskId: string) => showProblems(({ a }) => group('g', () => a.override({ taskId })()));
    expect(problemsOf('x'.repeat(250))).toEqual([]);
    expect(problemsOf('x'.repeat(251))).toMatchObject([{ code: 'TASK_ID_INVALID' }]);
  });
});

describe('an option that override does not take', () => {
  it.each<[string, unknown, string, string]>([
    ['misspelled', { retires: 3 }, 'there is no option "retires".', 'Did you mean "retries"?'],
    [
      'of the decorator',
      { requirements: [] },
      'there is no option "requirements".',
      '`requirements` belongs to the decorator of a.',
    ],
    ['of no task', { catchup: true }, 'there is no option "catchup".', OTHERS],
    [
      'of a later version',
      { queue: 'q' },
      'the option "queue" is not available in this version.',
      'Leave `queue` out.',
    ],
    [
      'with a wrong value',
      { retries: -1 },
      '"retries" is -1, but must be a whole number, 0 or more.',
      correct('retries'),
    ],
    ['with an empty id', { taskId: '' }, `"taskId" is '', but must be a text that is not empty.`, correct('taskId')],
  ])('is one %s', (_what, given, message, hint) => {
    expect(showProblems(({ a }) => a.override(given as TaskOverrides)())).toEqual([
      {
        code: message.startsWith('there') ? 'OPTION_UNKNOWN' : 'OPTION_INVALID',
        message: `a.override: ${message}`,
        hint,
        at: 'expect(showProblems(({ a }) => a.▸override(given as TaskOverrides)())).toEqual([',
      },
    ]);
  });

  it('is not an object', () => {
    expect(showProblems(({ a }) => a.override('retries' as never)())).toMatchObject([
      { code: 'OPTION_INVALID', message: "a.override: the options are 'retries', but must be an object." },
    ]);
  });

  it('changes nothing of the task', () => {
    expect(options(({ a }) => a.override({ retries: 1.5 })())).toMatchObject([{ retries: 0 }]);
  });
});

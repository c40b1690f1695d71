import { type DagOptions, dag, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { showThrown } from '../show.js';
import { declareTask } from './declare-task.js';

const SCHEMA = z.object({ region: z.string() });

/** What `@dag(options)` is told. */
const refusal = (options: unknown) => showThrown(() => declareTask(task(), options as DagOptions));

describe('the options of a DAG', () => {
  it.each<[keyof DagOptions, unknown, object]>([
    ['id', 'sales.daily', { dagId: 'sales.daily' }],
    ['description', 'What was sold', { description: 'What was sold' }],
    ['description', '', { description: '' }],
    ['schedule', '@daily', { schedule: '@daily' }],
    ['schedule', '30 6 * * mon-fri', { schedule: '30 6 * * mon-fri' }],
    ['schedule', null, { schedule: null }],
    ['startDate', '2026-01-31', { startDate: '2026-01-31T00:00:00.000Z', timeZone: 'UTC' }],
    ['startDate', new Date('2026-01-31T06:00Z'), { startDate: '2026-01-31T06:00:00.000Z', timeZone: 'UTC' }],
    [
      'startDate',
      '2026-01-31T06:00[Europe/Berlin]',
      { startDate: '2026-01-31T05:00:00.000Z', timeZone: 'Europe/Berlin' },
    ],
    ['endDate', '2026-01-31T06:00+05:30', { endDate: '2026-01-31T00:30:00.000Z' }],
    ['catchup', true, { catchup: true }],
    ['tags', ['a', 'b'], { tags: ['a', 'b'] }],
    ['params', SCHEMA, {}],
    ['defaults', { retries: 2 }, { tasks: [{ options: { retries: 2 } }] }],
    ['source', import.meta.url, {}],
    ['source', import.meta.filename, {}],
    ['source', new URL(import.meta.url), {}],
  ])('may have %s: %j', (name, value, spec) => {
    expect(declareTask(task(), { [name]: value })).toMatchObject({ spec, problems: [] });
  });

  it.each<[string, unknown, string]>([
    ['id', 7, '"id" is 7, but must be a text'],
    ['description', 7, '"description" is 7, but must be a text'],
    [
      'schedule',
      '',
      `"schedule" is '', but must be a cron expression of five fields: minute, hour, day of month, month, day of week`,
    ],
    ['schedule', 60, '"schedule" is 60, but must be a preset such as @daily, a cron expression, or null'],
    [
      'schedule',
      '@dayly',
      `"schedule" is '@dayly', but must be one of @once, @continuous, @hourly, @daily, @weekly, @monthly, @quarterly, @yearly, a cron expression, or null`,
    ],
    [
      'schedule',
      '0 24 * * *',
      `"schedule" is '0 24 * * *', but must be a cron expression whose hour, here "24", is made of 0 to 23, as in *, 3, 1-5, */2 or 1,4`,
    ],
    ['startDate', 1769817600, '"startDate" is 1769817600, but must be a Date or a text such as 2026-01-31'],
    ['startDate', null, '"startDate" is null, but must be a Date or a text such as 2026-01-31'],
    ['startDate', new Date(Number.NaN), '"startDate" is Invalid Date, but must be a Date or a text such as 2026-01-31'],
    [
      'endDate',
      '2026-02-30',
      `"endDate" is '2026-02-30', but must be a date such as 2026-01-31, 2026-01-31T06:00+01:00 or 2026-01-31T06:00[Europe/Berlin]`,
    ],
    [
      'startDate',
      '2026-01-31[Mars/Olympus]',
      `"startDate" is '2026-01-31[Mars/Olympus]', but must be a date in a time zone that there is; "Mars/Olympus" is none`,
    ],
    ['catchup', 'yes', `"catchup" is 'yes', but must be true or false`],
    ['tags', 'a', '"tags" is \'a\', but must be a list of texts'],
    ['tags', ['a', 1], '"tags[1]" is 1, but must be a text'],
    ['params', { region: 'eu' }, '"params" is { region: \'eu\' }, but must be a zod schema'],
    ['defaults', [], '"defaults" is [], but must be an object'],
    ['source', '', '"source" is \'\', but must be the absolute path or the file: URL of the source: import.meta.url'],
    ...['https://example.org/a.ts', 'x/relative.ts', 'file://other-host/x.ts', 'file:///x%2Fy.ts'].map(
      (source): [string, unknown, string] => [
        'source',
        source,
        `"source" is '${source}', but must be the absolute path or the file: URL of the source: import.meta.url`,
      ],
    ),
  ])('may not have %s: %j', (name, value, message) => {
    expect(refusal({ [name]: value })).toMatchObject({
      code: 'OPTION_INVALID',
      message: `@dag on Options: ${message}.`,
      hint: `Correct \`${name}\`, or leave it out.`,
    });
  });

  it('may not end before they start', () => {
    expect(refusal({ startDate: '2026-01-31', endDate: '2026-01-31T00:00+01:00' })).toMatchObject({
      code: 'OPTION_INVALID',
      message:
        '@dag on Options: "endDate" is 2026-01-30T23:00:00.000Z, which is before "startDate", 2026-01-31T00:00:00.000Z.',
      hint: 'Correct one of them: no run lies between them.',
    });
  });

  it.each([
    ['start_date', 'Did you mean "startDate"?'],
    ['scheduel', 'Did you mean "schedule"?'],
    [
      'dag_id',
      'There is "id", "description", "schedule", "startDate", "endDate", "catchup", "tags", "maxActiveTasks", "runTimeout", "failFast", "onSuccess", "onFailure", "params", "defaults", "source".',
    ],
    [
      'retries',
      'There is "id", "description", "schedule", "startDate", "endDate", "catchup", "tags", "maxActiveTasks", "runTimeout", "failFast", "onSuccess", "onFailure", "params", "defaults", "source".',
    ],
  ])('may not have %s, which is none', (name, hint) => {
    expect(refusal({ [name]: 1 })).toMatchObject({
      code: 'OPTION_UNKNOWN',
      message: `@dag on Options: there is no option "${name}".`,
      hint,
    });
  });

  it('are told in their place, which is the decorator', () => {
    const declare = () => {
      @dag({ schedule: '', description: 'refused' })
      class Refused {
        flow() {}
      }
      return Refused;
    };
    expect(showThrown(declare).at).toBe("@▸dag({ schedule: '', description: 'refused' })");
  });
});

describe('the id of a DAG', () => {
  it.each([['two words'], ['..'], ['a/b'], ['größe'], ['x'.repeat(251)]])('cannot be %j', (id) => {
    expect(refusal({ id })).toMatchObject({
      code: 'DAG_ID_INVALID',
      message: `The DAG id "${id}" is not 1 to 250 of the letters a to z and A to Z, digits, "_", "." and "-".`,
      hint: 'Give it another one: `@dag({ id: … })`.',
    });
  });

  it('cannot be made from a class without a name', () => {
    expect(showThrown(() => dag()(class {}))).toMatchObject({
      code: 'DAG_ID_INVALID',
      message: 'The class has no name to make the DAG’s id from.',
      hint: 'Give it one: `@dag({ id: … })`.',
    });
  });
});

describe('the name that a compiler gives to an anonymous class', () => {
  it.each([['default'], ['default_1'], ['default_12'], ['pipeline_default'], ['_default']])('is no id: %s', (name) => {
    const named = { [name]: class {} };
    expect(showThrown(() => dag()(named[name] as never))).toMatchObject({
      code: 'DAG_ID_INVALID',
      message: `The class has no name to make the DAG’s id from; "${name}" is what its compiler calls it.`,
      hint: 'Give it one: `@dag({ id: … })`.',
    });
  });

  it.each([['Default'], ['defaults'], ['default_rates'], ['my_default_1']])('is another than %s', (name) => {
    const named = { [name]: class {} };
    expect(() => dag()(named[name] as never)).not.toThrow();
  });

  it.each([['default'], ['pipeline_default']])('may be an id where the author gives it: %s', (id) => {
    expect(declareTask(task(), { id }).spec.dagId).toBe(id);
  });
});

describe('the defaults of a DAG', () => {
  it('hold for the tasks that have such an option, and are left out for others', () => {
    const defaults = { env: { A: '1' }, python: '/usr/bin/python3', retries: 4 };
    const options = (decorator: Parameters<typeof declareTask>[0]) =>
      declareTask(decorator, { defaults }).spec.tasks[0]?.options;
    expect(options(task())).not.toHaveProperty('env');
    expect(options(task.bash())).toMatchObject({ env: { A: '1' }, retries: 4 });
    expect(options(task.virtualenv())).toMatchObject({ env: { A: '1' }, python: '/usr/bin/python3', retries: 4 });
  });

  it('are weaker than the options of the task', () => {
    const { spec } = declareTask(task.bash({ retries: 0, env: { B: '2' } }), {
      defaults: { retries: 4, env: { A: '1', B: '1' } },
    });
    expect(spec.tasks[0]?.options).toMatchObject({ retries: 0, env: { A: '1', B: '2' } });
  });

  it('give tasks the schema of what they return', () => {
    const schema = z.number();
    expect(declareTask(task(), { defaults: { returns: schema } }).methods.get('work')?.returns).toBe(schema);
  });

  it('give way to the schema of the task itself', () => {
    const own = z.string();
    const { methods } = declareTask(task({ returns: own }), { defaults: { returns: z.number() } });
    expect(methods.get('work')?.returns).toBe(own);
  });

  it.each<[object, string, string]>([
    [{ retires: 1 }, 'there is no option "retires".', 'Did you mean "retries"?'],
    [{ taskId: 'all' }, 'there is no option "taskId".', 'It names one task: give it to that.'],
    [{ queue: 'q' }, 'the option "queue" is not available in this version.', 'Leave `queue` out.'],
    [{ retries: -1 }, '"retries" is -1, but must be a whole number, 0 or more.', 'Correct `retries`, or leave it out.'],
    [{ env: { A: 1 } }, '"env.A" is 1, but must be a text.', 'Correct `env`, or leave it out.'],
    [{ python: '' }, '"python" is \'\', but must be a text that is not empty.', 'Correct `python`, or leave it out.'],
  ])('cannot be %j', (defaults, message, hint) => {
    expect(refusal({ defaults })).toMatchObject({ message: `@dag on Options, defaults: ${message}`, hint });
  });
});

import { encodeToText } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { checkTemplate, renderTemplate } from '../../../packages/runtime/src/requirements/template.js';
import { describeRunContext } from '../../../packages/runtime/src/run/context/run-context.js';

const PARAMS = {
  version: '1.16.0',
  number: 3,
  inner: { name: 'six' },
  list: [1],
  flag: true,
  nothing: null,
  lines: 'six\n--pre',
  option: '--index-url=https://example.org',
};
const FACTS = {
  ...describeRunContext({
    dag: { dagId: 'Load' },
    runId: 'manual__1',
    logicalDate: new Date('2026-01-31T06:00:00.250Z'),
    params: encodeToText(PARAMS),
  }),
  taskId: 'read',
};

describe('a template', () => {
  it.each([
    ['six', 'six'],
    ['six=={{ params.version }}', 'six==1.16.0'],
    ['{{params.inner.name}}>={{ params.number }}', 'six>=3'],
    ['a-{{ ds }}-{{ ds_nodash }}', 'a-2026-01-31-20260131'],
    ['{{ ts }} {{ logical_date }}', '2026-01-31T06:00:00.250000+00:00 2026-01-31T06:00:00.250000+00:00'],
    ['{{ ts_nodash }} {{ ts_nodash_with_tz }}', '20260131T060000 20260131T060000.250000+0000'],
    ['{{ run_id }}/{{ dag_run.run_id }}', 'manual__1/manual__1'],
    ['{{ dag_id }}.{{ task_id }}', 'Load.read'],
    ['https://$' + '{TOKEN}@example.org/own.zip', 'https://$' + '{TOKEN}@example.org/own.zip'],
  ])('%s is rendered as %s', (template, text) => {
    expect(checkTemplate(template)).toBeUndefined();
    expect(renderTemplate(template, FACTS)).toBe(text);
  });

  it.each([
    ['six=={{ params.version', 6, '`{{` is not closed by `}}`'],
    ['six{% if x %}', 4, 'only references such as `{{ params.x }}` are rendered, not {%'],
    ['six{# x #}', 4, 'only references such as `{{ params.x }}` are rendered, not {#'],
    ['six=={{ ds | upper }}', 9, 'a name such as `params.x` is expected here, and nothing else of Jinja'],
    ['{{ }}', 4, 'a name such as `params.x` is expected here, and nothing else of Jinja'],
    ['{{ params }}', 4, expect.stringMatching(/^a run tells nothing of the name params\. /)],
    ['{{ ds_nodas }}', 4, 'a run tells nothing of the name ds_nodas. Did you mean "ds_nodash"?'],
    ['{{ constructor }}', 4, expect.stringMatching(/^a run tells nothing of the name constructor\. /)],
  ])('%s is refused before a run', (template, column, problem) => {
    expect(checkTemplate(template)).toMatchObject({ column, problem });
    expect(renderTemplate(template, FACTS)).toMatchObject({ column, problem });
  });

  it.each([
    ['params.missing', 'params.missing has no value: a text or a number can be put in'],
    ['params.nothing', 'params.nothing has no value: a text or a number can be put in'],
    ['params.version.length', 'params.version.length has no value: a text or a number can be put in'],
    ['params.list', 'params.list is a list: a text or a number can be put in'],
    ['params.inner', 'params.inner is an object: a text or a number can be put in'],
    ['params.flag', 'params.flag is true: a text or a number can be put in'],
    ['params.lines', 'params.lines has a line break or another control character in it'],
    ['params.option', 'params.option is "--index-url=https://example.org": what is put in may not begin with `-`'],
  ])('with %s is refused for its value', (name, problem) => {
    expect(checkTemplate(`{{ ${name} }}`)).toBeUndefined();
    expect(renderTemplate(`{{ ${name} }}`, FACTS)).toMatchObject({ column: 4, problem });
  });
});

import { expect, test } from 'vitest';
import { renderPlanMermaid } from '../../../../packages/runtime/src/cli/render/plan-mermaid.js';
import { readPlan } from './plan-notation.js';

test('tasks are boxes and upstreams arrows', () => {
  expect(renderPlanMermaid(readPlan('a>b a>end b>end', { b: 'virtualenv' })).join('\n')).toMatchInlineSnapshot(`
    "flowchart TD
      t0["a<br/><small>typescript</small>"]
      t1["b<br/><small>virtualenv</small>"]
      t2["end<br/><small>typescript</small>"]
      t0 --> t1
      t0 --> t2
      t1 --> t2"
  `);
});

test('groups are subgraphs, with groups in them', () => {
  expect(renderPlanMermaid(readPlan('a>load.b load.b>load.deep.c')).join('\n')).toMatchInlineSnapshot(`
    "flowchart TD
      t0["a<br/><small>typescript</small>"]
      subgraph g_1["load"]
        t1["b<br/><small>typescript</small>"]
        subgraph g_1_1["deep"]
          t2["c<br/><small>typescript</small>"]
        end
      end
      t0 --> t1
      t1 --> t2"
  `);
});

test('what is mapped says so, and a setup has a dotted arrow to its teardown', () => {
  const plan = readPlan('open>load load>close open>close');
  const tasks = plan.tasks.map((one) => (one.taskId === 'load' ? { ...one, mapId: 'map' } : one));
  const scopes = [{ setup: 'open', teardown: 'close', tasks: ['load'] }];
  const drawn = renderPlanMermaid({ ...plan, tasks, scopes, maps: [{ mapId: 'map', over: 'days' }] });
  expect(drawn.join('\n')).toMatchInlineSnapshot(`
    "flowchart TD
      t0["open<br/><small>typescript</small>"]
      t1["load<br/><small>typescript, each of days</small>"]
      t2["close<br/><small>typescript</small>"]
      t0 --> t1
      t1 --> t2
      t0 -.-> t2"
  `);
});

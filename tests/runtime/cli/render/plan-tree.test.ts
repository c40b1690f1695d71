import { expect, test } from 'vitest';
import { createPalette } from '../../../../packages/runtime/src/cli/render/palette.js';
import { renderPlanTree } from '../../../../packages/runtime/src/cli/render/plan-tree.js';
import type { Needs, Plan, PlanTask } from '../../../../packages/runtime/src/plan/describe-plan.js';
import { readPlan } from './plan-notation.js';

function render(plan: Plan, needs: Readonly<Record<string, Needs>> = {}): string {
  return renderPlanTree(plan, new Map(Object.entries(needs)), createPalette(false)).join('\n');
}

test('a task comes after its upstreams and names them', () => {
  expect(render(readPlan('c b>c a>b a>d'))).toMatchInlineSnapshot(`
    "sales  4 tasks, digest 0123456789ab
    ├─ a  typescript
    ├─ b  typescript  ← a
    ├─ c  typescript  ← b
    └─ d  typescript  ← a"
  `);
});

test('what a Python task needs is told', () => {
  const plan = readPlan('a b c', { a: 'virtualenv', b: 'virtualenv', c: 'externalPython' });
  const needs = {
    a: { python: '3.12', requirements: ['polars==1.33.1', 'pyarrow'] },
    b: { requirements: 'pandas\n  numpy\n' },
    c: { python: '/usr/bin/python3' },
  };
  expect(render(plan, needs)).toMatchInlineSnapshot(`
    "sales  3 tasks, digest 0123456789ab
    ├─ a  virtualenv (python 3.12, polars==1.33.1, pyarrow)
    ├─ b  virtualenv (pandas, numpy)
    └─ c  externalPython (python /usr/bin/python3)"
  `);
});

test('credentials of what a task needs are not told', () => {
  const plan = readPlan('a b', { a: 'virtualenv', b: 'virtualenv' });
  const needs = {
    a: { requirements: ['sales @ https://me:secret@example.org/sales.whl', 'https://token@example.org/a.whl'] },
    b: { requirements: '--index-url https://me:secret@example.org/simple\npandas' },
  };
  expect(render(plan, needs)).toMatchInlineSnapshot(`
    "sales  2 tasks, digest 0123456789ab
    ├─ a  virtualenv (sales @ https://***@example.org/sales.whl, https://***@example.org/a.whl)
    └─ b  virtualenv (--index-url https://***@example.org/simple, pandas)"
  `);
});

test('groups are branches, with groups in them', () => {
  expect(render(readPlan('a>load.b load.b>load.deep.c load.deep.c>d load.e'))).toMatchInlineSnapshot(`
    "sales  5 tasks, digest 0123456789ab
    ├─ a  typescript
    ├─ load/
    │  ├─ b  typescript  ← a
    │  ├─ deep/
    │  │  └─ c  typescript  ← load.b
    │  └─ e  typescript
    └─ d  typescript  ← load.deep.c"
  `);
});

test('a plan without tasks is its title', () => {
  expect(render({ dagId: 'sales', digest: '0123456789abcdef', tasks: [], maps: [], scopes: [] })).toBe(
    'sales  0 tasks, digest 0123456789ab',
  );
});

test('a chain of many thousands of tasks, the last one first, is sorted', () => {
  const arrows = Array.from({ length: 20_000 }, (_, index) => `t${20_000 - index - 1}>t${20_000 - index}`);
  const lines = render(readPlan(`t20000 ${arrows.join(' ')}`)).split('\n');
  expect([lines.length, lines[1], lines.at(-1)]).toEqual([
    20_002,
    '├─ t0  typescript',
    '└─ t20000  typescript  ← t19999',
  ]);
});

test('maps, pools, roles and scopes are told', () => {
  const plan = readPlan('open>days days>load load>clean clean>close open>close');
  const told: Record<string, Partial<PlanTask>> = {
    open: { roles: ['setup'] },
    load: { mapId: 'map', pool: 'db' },
    clean: { mapId: 'inner' },
    close: { roles: ['teardown'], triggerRule: 'all_done_setup_success' },
  };
  const shaped: Plan = {
    ...plan,
    tasks: plan.tasks.map((one) => ({ ...one, ...told[one.taskId] })),
    maps: [
      { mapId: 'map', over: 'days' },
      { mapId: 'inner', parentId: 'map', over: 'load' },
    ],
    scopes: [{ setup: 'open', teardown: 'close', tasks: ['days', 'load', 'clean'] }],
  };
  expect(render(shaped)).toMatchInlineSnapshot(`
    "sales  5 tasks, digest 0123456789ab
    ├─ open  setup typescript
    ├─ days  typescript  ← open
    ├─ load  typescript each of days in db  ← days
    ├─ clean  typescript each of days, each of load  ← load
    └─ close  teardown typescript  ← clean, open (all_done_setup_success)
    between open and close: days, load, clean"
  `);
});

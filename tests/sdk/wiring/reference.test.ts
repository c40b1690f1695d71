import { inspect } from 'node:util';
import { text } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { describeFlow, type Flow } from '../steps.js';

/** The arguments of the last task that a flow calls. */
const lastArguments = (flow: Flow): unknown => describeFlow(flow).spec.tasks.at(-1)?.args;

describe('a reference', () => {
  it.each<[string, Flow, unknown]>([
    ['can be passed on whole', ({ table, a }) => a(table()), { kind: 'xcom', taskId: 'table', path: [] }],
    [
      'can be asked for a field',
      ({ table, a }) => a(table().total),
      { kind: 'xcom', taskId: 'table', path: ['total'] },
    ],
    [
      'can be asked for an element, and that for a field',
      ({ table, a }) => a(table().rows[3]?.id),
      { kind: 'xcom', taskId: 'table', path: ['rows', 3, 'id'] },
    ],
    [
      'can be taken apart by names',
      ({ table, a }) => {
        const { total } = table();
        return a(total);
      },
      { kind: 'xcom', taskId: 'table', path: ['total'] },
    ],
    ['of a tuple can be indexed', ({ pair, a }) => a(pair()[1]), { kind: 'xcom', taskId: 'pair', path: [1] }],
    ['of a param is one', ({ a }, { params }) => a(params.limits[0]), { kind: 'param', path: ['limits', 0] }],
    ['can be all params', ({ a }, { params }) => a(params), { kind: 'param', path: [] }],
    ['of the context is one', ({ a }, { context }) => a(context.dsNodash), { kind: 'context', path: ['dsNodash'] }],
    [
      'can be in a list',
      ({ a, b }) => b([1, a()]),
      {
        kind: 'list',
        items: [
          { kind: 'value', value: 1 },
          { kind: 'xcom', taskId: 'a', path: [] },
        ],
      },
    ],
    [
      'can be deep in objects and lists',
      ({ a, b }) => b({ of: { inner: [a()] }, 2: 'two' }),
      {
        kind: 'object',
        entries: [
          ['2', { kind: 'value', value: 'two' }],
          [
            'of',
            {
              kind: 'object',
              entries: [['inner', { kind: 'list', items: [{ kind: 'xcom', taskId: 'a', path: [] }] }]],
            },
          ],
        ],
      },
    ],
    [
      'in a part of a value leaves the rest a value',
      ({ a, b }) => b({ when: new Date(0), one: a() }),
      {
        kind: 'object',
        entries: [
          ['when', { kind: 'value', value: { $: 'datetime', v: '1970-01-01T00:00:00.000000+00:00' } }],
          ['one', { kind: 'xcom', taskId: 'a', path: [] }],
        ],
      },
    ],
  ])('%s', (_behaviour, flow, input) => {
    expect(lastArguments(flow)).toEqual([input]);
  });

  it('can be used many times', () => {
    const { spec } = describeFlow(({ a, b, c }) => {
      const one = a();
      b(one, one);
      c([one], one);
    });
    expect(spec.tasks.map(({ upstream }) => upstream)).toEqual([[], ['a'], ['a']]);
  });

  it('can be the result of the flow', () => {
    expect(describeFlow(({ a, b }) => ({ one: a(), all: [b()] })).spec.result).toEqual({
      kind: 'object',
      entries: [
        ['one', { kind: 'xcom', taskId: 'a', path: [] }],
        ['all', { kind: 'list', items: [{ kind: 'xcom', taskId: 'b', path: [] }] }],
      ],
    });
  });

  it('keeps names with special meaning as fields of the value', () => {
    const fields = [
      'constructor',
      '__proto__',
      'length',
      'name',
      'prototype',
      'map',
      'toString',
      'valueOf',
      '01',
      '-1',
    ];
    const args = lastArguments(({ a, b }) => {
      const one = a() as unknown as Record<string, unknown>;
      b(...fields.map((field) => one[field]));
    });
    expect(args).toEqual(fields.map((field) => ({ kind: 'xcom', taskId: 'a', path: [field] })));
  });

  it('keeps the digits of keys that are longer than those of any list position', () => {
    const args = lastArguments(({ a, b }) => {
      const one = a() as unknown as Record<string, unknown>;
      b(one['9007199254740991'], one['9007199254740992'], one['12345678901234567890']);
    });
    expect(args).toEqual([
      { kind: 'xcom', taskId: 'a', path: [9007199254740991] },
      { kind: 'xcom', taskId: 'a', path: ['9007199254740992'] },
      { kind: 'xcom', taskId: 'a', path: ['12345678901234567890'] },
    ]);
  });

  it('is an object that is equal to itself only', () => {
    const seen: unknown[] = [];
    describeFlow(({ a }) => {
      const one = a();
      seen.push(typeof one, (one as unknown) === one, (one as unknown) === a(), Array.isArray(one));
    });
    expect(seen).toEqual(['function', true, false, false]);
  });

  it.each<[string, Flow]>([
    ['XCom<table>', ({ table }) => table()],
    ['XCom<table>.rows[0].id', ({ table }) => table().rows[0]?.id],
    ['XCom<table>["a key"]', ({ table }) => (table() as unknown as Record<string, unknown>)['a key']],
    ['params.region', (_tasks, { params }) => params.region],
    ['context.ds', (_tasks, { context }) => context.ds],
    ['text`…`', ({ a }) => text`${a()}`],
  ])('is shown as %s', (shown, flow) => {
    let seen: unknown;
    describeFlow((tasks, run) => {
      seen = inspect(flow(tasks, run));
    });
    expect(seen).toBe(shown);
  });
});

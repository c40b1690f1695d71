import { createHash } from 'node:crypto';
import { chain, type DagOptions, dag, group, type Tasks, task, text } from '@taskloom/sdk';
import { describeDag } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';

class Base {
  @task() load(_path: string, _limits?: object): number[] {
    return [];
  }
  @task.bash({ env: { A: '1', B: '2' }, retries: 2 }) count(_numbers: number[]): string {
    return '';
  }
}
type Wire = (tasks: Tasks<Base>) => unknown;

function digest(wire: Wire, options: DagOptions = {}): string {
  class Wired extends Base {
    flow(tasks: Tasks<Base>): unknown {
      return wire(tasks);
    }
  }
  dag({ id: 'numbers', ...options })(Wired);
  const { spec, problems } = describeDag(Wired);
  if (problems.length > 0) throw new AggregateError(problems, 'The DAG has problems.');
  return spec.digest;
}

const plain: Wire = ({ load, count }) => count(load('a.csv', { rows: 1, columns: 2 }));

describe('the digest', () => {
  it('is SHA-256 over the spec as JSON with sorted keys, which no version may change', () => {
    const shared = '"retryDelayMs":300000,"triggerRule":"all_success"';
    const json =
      '{"dagId":"numbers","groups":[],"result":{"kind":"xcom","path":[],"taskId":"count"},"tags":[],"tasks":[' +
      '{"args":[{"kind":"value","value":"a.csv"},{"kind":"value","value":{"columns":2,"rows":1}}],' +
      `"kind":"typescript","method":"load","options":{"retries":0,${shared}},"taskId":"load","upstream":[]},` +
      '{"args":[{"kind":"xcom","path":[],"taskId":"load"}],"kind":"bash","method":"count",' +
      `"options":{"env":{"A":"1","B":"2"},"retries":2,${shared}},"taskId":"count","upstream":["load"]}],"version":1}`;
    expect(digest(plain)).toBe(createHash('sha256').update(json).digest('hex'));
    expect(digest(plain)).toBe('aa7774d7907b1db18cbe92d513674ce21f095ca18e49d477ce78adf9f000fedf');
  });

  it.each<[string, Wire, Wire]>([
    ['the lines of the file', plain, ({ load, count }) => count(load('a.csv', { rows: 1, columns: 2 }))],
    ['the order of keys', plain, ({ load, count }) => count(load('a.csv', { columns: 2, rows: 1 }))],
    [
      'the order of keys beside references',
      ({ load }) => load('', { of: [{ one: load('1'), two: 2 }] }),
      ({ load }) => load('', { of: [{ two: 2, one: load('1') }] }),
    ],
    [
      'the order of keys in the result',
      ({ load }) => ({ of: { one: load('1'), two: 2 } }),
      ({ load }) => ({ of: { two: 2, one: load('1') } }),
    ],
  ])('does not depend on %s', (_what, one, other) => {
    expect(digest(one)).toBe(digest(other));
  });

  it('does not depend on the order of environment variables', () => {
    const [one, other] = [
      { A: '1', Z: '2' },
      { Z: '2', A: '1' },
    ];
    expect(digest(plain, { defaults: { env: one } })).toBe(digest(plain, { defaults: { env: other } }));
  });

  const changes: readonly (readonly [what: string, wire: Wire, options?: DagOptions])[] = [
    ['nothing', plain],
    ['the id', plain, { id: 'other' }],
    ['the description', plain, { description: 'Counts.' }],
    ['the schedule', plain, { schedule: '@daily' }],
    ['no schedule', plain, { schedule: null }],
    ['a tag', plain, { tags: ['a'] }],
    ['two tags', plain, { tags: ['a', 'b'] }],
    ['two tags in another order', plain, { tags: ['b', 'a'] }],
    ['an option of all tasks', plain, { defaults: { retries: 3 } }],
    ['a value', ({ load, count }) => count(load('b.csv', { rows: 1, columns: 2 }))],
    ['the type of a value', ({ load, count }) => count(load('a.csv', { rows: 1n, columns: 2 }))],
    ['a null', ({ load, count }) => count(load('a.csv', { rows: 1, columns: 2, cells: null }))],
    ['an argument that is left out', ({ load, count }) => count(load('a.csv'))],
    ['an argument that is a text', ({ load, count }) => count(load(text`a.csv`, { rows: 1, columns: 2 }))],
    ['a part of a result', ({ load, count }) => count(load('a.csv', { rows: 1, columns: 2 })[0] as never)],
    ['an override', ({ load, count }) => count.override({ retries: 9 })(load('a.csv', { rows: 1, columns: 2 }))],
    ['a group', ({ load, count }) => group('g', () => count(load('a.csv', { rows: 1, columns: 2 })))],
    [
      'a tooltip',
      ({ load, count }) => group('g', () => count(load('a.csv', { rows: 1, columns: 2 })), { tooltip: 'counts' }),
    ],
    ['a task', ({ load, count }) => [count(load('a.csv', { rows: 1, columns: 2 })), load('')][0]],
    [
      'an order',
      ({ load, count }) => {
        const counted = count(load('a.csv', { rows: 1, columns: 2 }));
        chain(load(''), counted);
        return counted;
      },
    ],
    ['the result', ({ load, count }) => void count(load('a.csv', { rows: 1, columns: 2 }))],
  ];

  it('is another for everything that a run can tell apart', () => {
    const changesByDigest = new Map<string, string[]>();
    for (const [what, wire, options] of changes) {
      const found = digest(wire, options);
      changesByDigest.set(found, [...(changesByDigest.get(found) ?? []), what]);
    }
    expect([...changesByDigest.values()]).toEqual(changes.map(([what]) => [what]));
  });

  it('is another for data that looks like entries, and is in another order', () => {
    const data =
      (...entries: unknown[]): Wire =>
      ({ load }) =>
        load('', { kind: 'object', entries });
    expect(digest(data(['a', 1], ['b', 2]))).not.toBe(digest(data(['b', 2], ['a', 1])));
  });

  it('is another for another order of entries, which a Map keeps', () => {
    const pairs =
      (...entries: [string, number][]): Wire =>
      ({ load }) =>
        load('', new Map(entries));
    expect(digest(pairs(['a', 1], ['b', 2]))).not.toBe(digest(pairs(['b', 2], ['a', 1])));
  });
});

import { dag, group, python, type Tasks, task, text } from '@taskloom/sdk';
import { createDagSpecSchema, describeDag } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { showPlace } from '../show.js';

const Params = z.object({ region: z.string() });
const Total = z.number();

@dag({
  id: 'sales.daily',
  description: 'What was sold',
  schedule: '@daily',
  tags: ['sales', 'daily'],
  params: Params,
  defaults: { retries: 1 },
})
class Sales {
  @task.virtualenv({ requirements: ['polars'], doc: 'Reads a file.' })
  extract(path: string): number[] {
    return python`return [len(${path})]`;
  }
  @task({ returns: Total }) sum(numbers: readonly number[]): number {
    return numbers.length;
  }
  helper(): void {}
  flow({ extract, sum }: Tasks<Sales>) {
    const total = group('totals', () => sum(extract(text`a.csv`)), { tooltip: 'adds up' });
    return { total };
  }
}

describe('the definition of a DAG', () => {
  it('has a spec of everything that is data', () => {
    const { spec } = describeDag(Sales);
    expect(spec).toEqual({
      version: 1,
      dagId: 'sales.daily',
      description: 'What was sold',
      schedule: '@daily',
      tags: ['sales', 'daily'],
      tasks: [
        {
          taskId: 'totals.extract',
          method: 'extract',
          groupId: 'totals',
          kind: 'virtualenv',
          options: {
            retries: 1,
            retryDelayMs: 300_000,
            triggerRule: 'all_success',
            doc: 'Reads a file.',
            requirements: ['polars'],
          },
          args: [{ kind: 'text', parts: [{ kind: 'value', value: 'a.csv' }] }],
          upstream: [],
          location: expect.any(Object),
          calledAt: expect.any(Object),
        },
        {
          taskId: 'totals.sum',
          method: 'sum',
          groupId: 'totals',
          kind: 'typescript',
          options: { retries: 1, retryDelayMs: 300_000, triggerRule: 'all_success' },
          args: [{ kind: 'xcom', taskId: 'totals.extract', path: [] }],
          upstream: ['totals.extract'],
          location: expect.any(Object),
          calledAt: expect.any(Object),
        },
      ],
      groups: [{ groupId: 'totals', tooltip: 'adds up' }],
      maps: [],
      result: { kind: 'object', entries: [['total', { kind: 'xcom', taskId: 'totals.sum', path: [] }]] },
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('has places of decorators and calls', () => {
    const [extract, sum] = describeDag(Sales).spec.tasks;
    expect([extract?.location, sum?.location, extract?.calledAt, sum?.calledAt].map(showPlace)).toEqual([
      "@task.▸virtualenv({ requirements: ['polars'], doc: 'Reads a file.' })",
      '@▸task({ returns: Total }) sum(numbers: readonly number[]): number {',
      "const total = group('totals', () => sum(▸extract(text`a.csv`)), { tooltip: 'adds up' });",
      "const total = group('totals', () => ▸sum(extract(text`a.csv`)), { tooltip: 'adds up' });",
    ]);
  });

  it('has beside it what data cannot hold', () => {
    const { dagClass, methods, params, problems, sourceFile } = describeDag(Sales);
    expect({ dagClass, params, problems, sourceFile }).toEqual({
      dagClass: Sales,
      params: Params,
      problems: [],
      sourceFile: import.meta.filename,
    });
    expect([...methods.values()]).toMatchObject([
      { name: 'extract', kind: 'virtualenv', declaringClass: 'Sales', fn: Sales.prototype.extract },
      { name: 'sum', kind: 'typescript', declaringClass: 'Sales', fn: Sales.prototype.sum, returns: Total },
    ]);
  });

  it('says of every method what its decorator says, called or not', () => {
    @dag({ defaults: { retries: 1, env: { A: '1', B: '1' } } })
    class Unused {
      @task.bash({ env: { B: '2' }, retries: 5 }) never(): string {
        return '';
      }
      flow() {}
    }
    expect(describeDag(Unused).methods.get('never')?.options).toMatchObject({ retries: 5, env: { A: '1', B: '2' } });
  });

  it('is the same each time', () => {
    expect(describeDag(Sales).spec).toEqual(describeDag(Sales).spec);
  });

  it('leaves out what its author left out', () => {
    @dag()
    class Bare {
      flow() {}
    }
    expect(describeDag(Bare).spec).toEqual({
      version: 1,
      dagId: 'Bare',
      tags: [],
      tasks: [],
      groups: [],
      maps: [],
      result: { kind: 'value', value: null },
      digest: expect.any(String),
    });
  });

  it('keeps a schedule of null apart from none', () => {
    @dag({ schedule: null })
    class Manual {
      flow() {}
    }
    expect(describeDag(Manual).spec.schedule).toBeNull();
  });

  it.each([
    ['a URL', new URL('file:///project/pipelines/sales.ts'), '/project/pipelines/sales.ts'],
    ['the text of a URL', 'file:///project/pipelines/sales%20data.ts', '/project/pipelines/sales data.ts'],
    ['a path', '/project/pipelines/sales.ts', '/project/pipelines/sales.ts'],
  ])('takes %s as its source', (_what, source, path) => {
    class Moved {
      flow() {}
    }
    dag({ source })(Moved);
    expect(describeDag(Moved).sourceFile).toBe(path);
  });
});

describe('the spec', () => {
  it('is frozen through and through', () => {
    const open: unknown[] = [describeDag(Sales).spec];
    const thawed = [];
    for (const value of open) {
      if (typeof value !== 'object' || value === null) continue;
      if (!Object.isFrozen(value)) thawed.push(value);
      open.push(...Object.values(value));
    }
    expect(open.length).toBeGreaterThan(50);
    expect(thawed).toEqual([]);
  });

  it('survives JSON', () => {
    const { spec } = describeDag(Sales);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });

  it('is what its schema describes', () => {
    const { spec } = describeDag(Sales);
    expect(createDagSpecSchema().parse(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
  });

  it('has what the author said of when it runs, and no more', () => {
    class Dated {
      flow() {}
    }
    dag({ schedule: '@daily', startDate: '2026-01-01[Europe/Berlin]', endDate: '2026-12-31', catchup: false })(Dated);
    const { spec } = describeDag(Dated);
    const said = {
      schedule: '@daily',
      startDate: '2025-12-31T23:00:00.000Z',
      endDate: '2026-12-31T00:00:00.000Z',
      timeZone: 'Europe/Berlin',
      catchup: false,
    };
    expect(spec).toMatchObject(said);
    expect(createDagSpecSchema().parse(spec)).toEqual(spec);
    expect(Object.keys(describeDag(Sales).spec).filter((name) => Object.hasOwn(said, name))).toEqual(['schedule']);
  });

  it.each<[string, object]>([
    ['another version', { version: 2 }],
    ['a task of an unknown kind', { tasks: [{ kind: 'lambda' }] }],
    ['no digest', { digest: undefined }],
    ['an input of an unknown kind', { result: { kind: 'map' } }],
    ['a value that is no JSON', { result: { kind: 'value', value: new Date() } }],
  ])('is not one with %s', (_what, change) => {
    expect(createDagSpecSchema().safeParse({ ...describeDag(Sales).spec, ...change }).success).toBe(false);
  });
});

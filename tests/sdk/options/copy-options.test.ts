import { dag, type Tasks, task } from '@taskloom/sdk';
import { describeDag } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { copyOptions } from '../../../packages/sdk/src/options/copy-options.js';

describe('options that their author changes after the decorator', () => {
  it('are those that were checked, of a task', () => {
    const given = { retries: 1, env: { A: '1' }, stringArgs: ['a'], returns: z.number() };
    class Changed {
      @task.virtualenv(given) load(): number {
        return 0;
      }
      flow({ load }: Tasks<Changed>) {
        load();
      }
    }
    dag()(Changed);
    Object.assign(given, { retries: 'lots', bogus: 1 });
    given.env.A = '2';
    given.stringArgs.push('b');
    const { spec, methods, problems } = describeDag(Changed);
    expect(problems).toEqual([]);
    expect(spec.tasks).toMatchObject([{ options: { retries: 1, env: { A: '1' }, stringArgs: ['a'] } }]);
    expect(spec.tasks[0]?.options).not.toHaveProperty('bogus');
    expect(methods.get('load')?.returns).toBe(given.returns);
  });

  it('are those that were checked, of a DAG', () => {
    const given = { tags: ['a'], params: z.object({}), defaults: { retries: 1, env: { A: '1' } } };
    class Changed {
      @task.bash() load(): string {
        return 'true';
      }
      flow({ load }: Tasks<Changed>) {
        load();
      }
    }
    dag(given)(Changed);
    given.tags.push('b');
    Object.assign(given.defaults, { retries: 'lots' });
    given.defaults.env.A = '2';
    const { spec, params } = describeDag(Changed);
    expect(spec).toMatchObject({ tags: ['a'], tasks: [{ options: { retries: 1, env: { A: '1' } } }] });
    expect(params).toBe(given.params);
  });
});

it.each([[undefined], [null], ['retries'], [7], [new URL('file:///a.ts')], [z.string()]])(
  'what cannot be copied stays what it is: %o',
  (value) => {
    expect(copyOptions(value)).toBe(value);
  },
);

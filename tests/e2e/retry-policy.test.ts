import { dag, python, type Tasks, task } from '@taskloom/sdk';
import { expect, it } from 'vitest';
import { createTestRuntime, PYTHON } from './test-runtime.js';

class Unavailable extends Error {}
class RateLimited extends Unavailable {}

@dag({ defaults: { retries: 3, retryDelay: 0 } })
class Policies {
  @task({ retryPolicy: [{ on: 'Unavailable', action: 'fail' }] }) typescript(): void {
    throw new RateLimited('slow down');
  }
  @task.externalPython({ python: PYTHON, retryPolicy: [{ on: 'ValueError', action: 'fail' }] }) inPython(): void {
    return python`
      import json
      json.loads("{")
    `;
  }
  @task.externalPython({ python: PYTHON, retryPolicy: [{ on: 'KeyError', action: 'fail' }] }) other(): void {
    return python`raise ValueError("no")`;
  }
  flow(tasks: Tasks<Policies>) {
    for (const call of Object.values(tasks)) call();
  }
}

it('a retry policy speaks of classes and of those that they extend', async () => {
  await using test = await createTestRuntime();
  const { tasks } = await test.runtime.run(Policies);
  expect(tasks.map(({ taskId, attempts, error }) => [taskId, attempts, error?.type, error?.bases])).toEqual([
    ['typescript', 1, 'RateLimited', ['Unavailable']],
    ['inPython', 1, 'json.decoder.JSONDecodeError', ['ValueError']],
    ['other', 4, 'ValueError', undefined],
  ]);
});

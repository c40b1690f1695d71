import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEvent } from '@taskloom/runtime';
import { chain, dag, python, type Tasks, task } from '@taskloom/sdk';
import { afterAll, describe, expect, it } from 'vitest';
import { removeHome } from '../unseal.js';
import { createTestRuntime } from './test-runtime.js';
import { makeWheel } from './wheels.js';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-ahead-'));
afterAll(() => removeHome(folder));
makeWheel(folder, 'shade', '1.0');

const SOURCES = { indexUrls: [], findLinks: folder, requirements: ['shade'] };

let tellReady = (): void => undefined;
const ready = new Promise<void>((resolve) => {
  tellReady = resolve;
});

@dag()
class Late {
  /** Ends when the environment of the task after it is there. */
  @task({ executionTimeout: '60s' }) async first(): Promise<void> {
    await ready;
  }
  @task.virtualenv(SOURCES) read(): string {
    return python`
      import shade
      return shade.version
    `;
  }
  @task.virtualenv(SOURCES) again(): string {
    return python`
      import shade
      return shade.version
    `;
  }
  flow({ first, read, again }: Tasks<Late>) {
    const values = [read(), again()] as const;
    chain(first(), [...values]);
    return values;
  }
}

@dag()
class NotTaken {
  @task.branch() choose(): string {
    return 'plain';
  }
  @task() plain(): void {}
  @task.virtualenv(SOURCES) heavy(): void {
    return python`import shade`;
  }
  flow({ choose, plain, heavy }: Tasks<NotTaken>) {
    chain(choose(), [plain(), heavy()]);
  }
}

type EnvironmentEvent = Extract<RunEvent, { kind: 'environment' }>;

describe('the environment of a task', () => {
  it('is built from the begin of the run on, while tasks that need none run', async () => {
    const events: EnvironmentEvent[] = [];
    await using test = await createTestRuntime({
      observers: [
        (event) => {
          if (event.kind !== 'environment') return;
          // What it is doing just now is told as it comes.
          if (event.state !== 'building' || events.at(-1)?.state !== 'building') events.push(event);
          if (event.state === 'ready') tellReady();
        },
      ],
    });

    const result = await test.runtime.run(Late);

    expect(result.value).toEqual(['1.0', '1.0']);
    expect(events.map(({ state }) => state)).toEqual(['building', 'ready', 'reused', 'reused']);
  });

  it('that a branch may skip is not built before it is needed', async () => {
    await using test = await createTestRuntime();

    const result = await test.runtime.run(NotTaken);

    expect([result.state, result.task('heavy').state]).toEqual(['success', 'skipped']);
    const environments = join(test.home, 'environments');
    expect(existsSync(environments) ? readdirSync(environments) : []).toEqual([]);
  });
});

import { setTimeout as delay } from 'node:timers/promises';
import { context, dag, type Tasks, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { createTestRuntime } from './test-runtime.js';

let sayMore = (): void => undefined;

@dag({ defaults: { retries: 1, retryDelay: 0 } })
class Late {
  @task() leaves(): string {
    const { log, pushXCom } = context();
    sayMore = () => {
      log.info('too late');
      pushXCom('late', 1);
    };
    return 'done';
  }
  @task() logsAnything(): void {
    context().log.error(new Error('an error, not a text') as unknown as string);
  }
  @task() pushesOnce(): void {
    const { attempt, pushXCom } = context();
    if (attempt > 1) return;
    pushXCom('rows', 1);
    throw new Error('after the push');
  }
  @task({ executionTimeout: '30d' }) hasMonths(): string {
    return 'in time';
  }
  flow({ leaves, logsAnything, pushesOnce, hasMonths }: Tasks<Late>) {
    logsAnything();
    pushesOnce();
    return [leaves(), hasMonths()] as const;
  }
}

describe('what a body does beside returning', () => {
  it('after its attempt has ended is nobody’s, and harms nobody', async () => {
    await using test = await createTestRuntime();
    const result = await test.runtime.run(Late);

    sayMore();
    await delay(0);

    expect(result.value).toEqual(['done', 'in time']);
    expect(await result.task('leaves').log()).toBe('');
    expect(await result.task('leaves').xcom('late')).toBeUndefined();
  });

  it('may be to log what is no text', async () => {
    await using test = await createTestRuntime();
    const result = await test.runtime.run(Late);

    expect(await result.task('logsAnything').log()).toMatch(/^Error: an error, not a text\n {4}at /);
  });

  it('is forgotten when it is tried again', async () => {
    await using test = await createTestRuntime();
    const result = await test.runtime.run(Late);

    const { state, attempts } = result.task('pushesOnce');
    expect([state, attempts, await result.task('pushesOnce').xcom('rows')]).toEqual(['success', 2, undefined]);
  });
});

describe('an observer', () => {
  it('that fails, at once or later, changes nothing', async () => {
    const warnings: string[] = [];
    const listen = (warning: Error): void => void warnings.push(warning.message);
    process.on('warning', listen);
    await using test = await createTestRuntime({
      observers: [
        ({ kind }) => {
          if (kind === 'run') throw new Error('at once');
        },
        async ({ kind }) => {
          if (kind === 'run') throw new Error('later');
        },
      ],
    });

    const result = await test.runtime.run(Late);
    await delay(0);
    process.off('warning', listen);

    expect(result.state).toBe('success');
    expect(new Set(warnings)).toEqual(
      new Set(['An observer of the run failed: Error: at once', 'An observer of the run failed: Error: later']),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { BuildSlots } from '../../../packages/runtime/src/environment/build-slots.js';

const never = new AbortController().signal;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('builds', () => {
  it('run side by side, but no more of them than there are slots', async () => {
    const slots = new BuildSlots(2);
    let running = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await turn();
      running -= 1;
    };

    await Promise.all(Array.from({ length: 7 }, () => slots.use(never, work)));

    expect([most, running]).toEqual([2, 0]);
  });

  it('that fail make room for the next', async () => {
    const slots = new BuildSlots(1);
    const failed = slots.use(never, () => Promise.reject(new Error('no network')));
    const next = slots.use(never, async () => 'built');

    await expect(failed).rejects.toThrow('no network');
    expect(await next).toBe('built');
  });

  it('that are aborted while they wait take no slot from others', async () => {
    const slots = new BuildSlots(1);
    const abort = new AbortController();
    let finish = (): void => undefined;
    const first = slots.use(
      never,
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    const given = slots.use(abort.signal, async () => 'never');
    const last = slots.use(never, async () => 'built');
    abort.abort(new Error('cancelled'));
    await expect(given).rejects.toThrow('cancelled');
    await turn();
    finish();

    await first;
    expect(await last).toBe('built');
  });
});

/** The real clock. Tests bring their own. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './ports.js';

export const systemClock: Clock = {
  now: () => new Date(),
  async sleep(ms, signal) {
    // An aborted sleep has ended, which is all its caller needs to know.
    await delay(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  },
};

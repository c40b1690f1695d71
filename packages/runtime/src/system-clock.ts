/** The real clock. Tests bring their own. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './ports.js';

/** A timer that is set for longer goes off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => new Date(),
  async sleep(ms, signal) {
    const end = Date.now() + ms;
    for (let left = ms; left > 0 && signal?.aborted !== true; left = end - Date.now()) {
      // An aborted sleep has ended, which is all its caller needs to know.
      await delay(Math.min(left, LONGEST_TIMER_MS), undefined, signal === undefined ? {} : { signal }).catch(
        () => undefined,
      );
    }
  },
};

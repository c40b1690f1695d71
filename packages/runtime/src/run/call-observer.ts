/** Tells an observer of an event. What one throws, also later, is a warning: it changes nothing of the run. */
import type { RunEvent } from '../run-event.js';

export async function callObserver(observer: (event: RunEvent) => unknown, event: RunEvent): Promise<void> {
  try {
    await observer(event);
  } catch (error) {
    process.emitWarning(`An observer of the run failed: ${String(error)}`, 'TaskloomWarning');
  }
}

/** How a run is shown while it goes on. One implementation for each kind of reader. */
import type { RunEvent } from '../../run-event.js';

export interface RunView {
  /** A returned promise is waited for before the next event is given: that is how a slow terminal slows output down. */
  show(event: RunEvent): Promise<void> | undefined;
  /** A message of the command itself. */
  note(text: string): void;
  /** Removes what is not to stay. Nothing is shown after it. */
  close(): void;
}

/**
 * What can befall the process while a pipeline runs in it: an error that no task owns, nothing left to wait for though
 * tasks have not ended, and `process.exit` in a body.
 */
import { writeSync } from 'node:fs';

export interface MishapListeners {
  /** Nothing that Node waits for is left: what has not settled never will. */
  onStall(): void;
  /** Thrown or rejected where nobody was there to catch it. */
  onUncaught?(error: unknown): void;
  /** What to say when the process ends all the same. */
  describeExit?(exitCode: number): string;
}

/** Listens until it is disposed of. */
export function listenForMishaps({ onStall, onUncaught, describeExit }: MishapListeners): Disposable {
  const onExit = (exitCode: number): void => {
    // Too late for a stream.
    if (describeExit !== undefined) writeSync(2, `${describeExit(exitCode)}\n`);
  };
  process.on('beforeExit', onStall).on('exit', onExit);
  if (onUncaught !== undefined) process.on('uncaughtException', onUncaught).on('unhandledRejection', onUncaught);
  return {
    [Symbol.dispose]() {
      process.off('beforeExit', onStall).off('exit', onExit);
      if (onUncaught !== undefined) process.off('uncaughtException', onUncaught).off('unhandledRejection', onUncaught);
    },
  };
}

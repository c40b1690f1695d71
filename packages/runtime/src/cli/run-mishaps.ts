/** What a run, or a task alone, does about mishaps: it is ended, and said why. */
import { inspect } from 'node:util';
import { EXIT, type ExitCode } from './exit-code.js';
import { listenForMishaps } from './mishaps.js';

export interface RunMishaps extends Disposable {
  /** What the command is to give to the shell; undefined as long as nothing has happened. */
  readonly exitCode: ExitCode | undefined;
}

export interface RunMishapSettings {
  /** Says something beside the events of the run. */
  note(text: string): void;
  /** Ends what runs. */
  cancel(reason: string): void;
}

export function listenForRunMishaps({ note, cancel }: RunMishapSettings): RunMishaps {
  let exitCode: ExitCode | undefined;
  const end = (text: string, reason: string): void => {
    exitCode = EXIT.taskFailed;
    note(text);
    cancel(reason);
  };
  const listeners = listenForMishaps({
    onStall: () =>
      end('A task waits for something that never comes: nothing is left that could end it.', 'it never ended'),
    onUncaught: (error) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : inspect(error);
      end(`An error that no task caught ends the run:\n${text}`, 'an error that no task caught');
    },
    describeExit: (code) => `The pipeline called process.exit(${code}) while tasks were running.`,
  });
  return {
    get exitCode() {
      return exitCode;
    },
    [Symbol.dispose]: () => listeners[Symbol.dispose](),
  };
}

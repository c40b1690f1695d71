/** Ctrl-C and its like: the first asks the run to end, the second ends the process. */
import { EXIT, type ExitCode } from './exit-code.js';

const EXIT_CODES = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated, SIGHUP: EXIT.hungUp } as const;
type Interrupt = keyof typeof EXIT_CODES;
const INTERRUPTS = Object.keys(EXIT_CODES) as Interrupt[];

export interface Interrupts extends Disposable {
  /** What the command is to give to the shell; undefined while nothing has interrupted it. */
  readonly exitCode: ExitCode | undefined;
}

/**
 * @param onFirst asks what runs to end. With the second signal the process ends at once, and with it every
 *   interpreter: each of them watches whether Node is there.
 * @param onSecond called right before that
 */
export function listenForInterrupts(onFirst: (signal: Interrupt) => void, onSecond?: () => void): Interrupts {
  let exitCode: ExitCode | undefined;
  const listen = (signal: Interrupt): void => {
    if (exitCode !== undefined) {
      onSecond?.();
      process.exit(exitCode);
    }
    exitCode = EXIT_CODES[signal];
    onFirst(signal);
  };
  for (const signal of INTERRUPTS) process.on(signal, listen);
  return {
    get exitCode() {
      return exitCode;
    },
    [Symbol.dispose]() {
      for (const signal of INTERRUPTS) process.off(signal, listen);
    },
  };
}

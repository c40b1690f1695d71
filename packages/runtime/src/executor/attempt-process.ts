/**
 * Runs the process of one attempt from start to end: its output goes to the run live, it is ended when the attempt
 * is aborted, and what became of it is told as facts. What those mean is left to the kind of the task.
 */
import type { AbortReason, Clock } from '../ports.js';
import { countOomKills } from '../process/count-oom-kills.js';
import { describeExit, type ExitFacts } from '../process/describe-exit.js';
import { endProcess } from '../process/end-process.js';
import { type ProcessCommand, type StartedProcess, startProcess } from '../process/start-process.js';
import { readLines, type StreamReader } from '../process/stream-reader.js';
import type { AttemptOutput } from './attempt-output.js';

export interface ProcessSettings {
  /** Between SIGTERM and SIGKILL. */
  readonly gracePeriodMs: number;
  readonly clock: Clock;
}

export interface AttemptProcess extends ProcessSettings {
  readonly command: ProcessCommand;
  readonly signal: AbortSignal;
  readonly output: AttemptOutput;
  /** Sees each line of output before it goes on to the run. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /** Sees the bytes of standard output before they become lines. */
  readonly onStdout?: (chunk: Buffer) => void;
  /** Gets the process as soon as it is started, and gives what else is to be read to the end. */
  readonly attach?: (process: StartedProcess, stop: (error: unknown) => void) => readonly StreamReader[];
}

export interface ProcessAccount {
  readonly exit: ExitFacts;
  /** The process was still running when the attempt was aborted. */
  readonly abort?: AbortReason;
  /** Why the process was killed by us before its time: a reader of its output failed, or `stop` was called. */
  readonly error?: unknown;
}

/** Resolves when the process has ended and all that it wrote has been used up. Never rejects for either. */
export async function runAttemptProcess(attempt: AttemptProcess): Promise<ProcessAccount> {
  const oomKillsBefore = countOomKills();
  const started = await startProcess(attempt.command);
  try {
    return await follow(started, attempt, oomKillsBefore);
  } catch (error) {
    started.signal('SIGKILL');
    throw error;
  }
}

async function follow(
  started: StartedProcess,
  { signal, output, clock, gracePeriodMs, onLine = () => undefined, onStdout, attach }: AttemptProcess,
  oomKillsBefore: number | undefined,
): Promise<ProcessAccount> {
  const faults: unknown[] = [];
  const stop = (error: unknown): void => {
    faults.push(error);
    started.signal('SIGKILL');
  };
  const print = (stream: 'stdout' | 'stderr') =>
    readLines(
      started[stream],
      (line) => {
        onLine(line, stream);
        return output.print(stream, line);
      },
      stream === 'stdout' ? onStdout : undefined,
    );
  const readers = [print('stdout'), print('stderr'), ...(attach?.(started, stop) ?? [])];
  for (const reader of readers) reader.done.catch(stop);

  const releaseAbort = onAbort(signal, () => void endProcess(started, { graceMs: gracePeriodMs, clock }));
  const end = await started.ended;
  releaseAbort();
  const abort = signal.aborted ? (signal.reason as AbortReason) : undefined;
  const releaseWait = onAbort(signal, () => output.stopWaiting());
  await Promise.allSettled(readers.map((reader) => reader.drain()));
  releaseWait();

  const killedByUs = abort !== undefined || faults.length > 0;
  return {
    exit: describeExit({ end, killedByUs, oomKillsBefore, oomKillsAfter: countOomKills() }),
    ...(abort === undefined ? {} : { abort }),
    ...(faults.length === 0 ? {} : { error: faults[0] }),
  };
}

/** Calls `listener` when the signal is aborted, at once if it is already. Gives what takes the listener away. */
function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) listener();
  signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
}

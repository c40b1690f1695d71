/** What the end of a process means, as a pure function of what was seen of it. */
import type { ProcessEnd } from './start-process.js';

export interface ExitObservation {
  readonly end: ProcessEnd;
  /** It was us who sent SIGKILL. */
  readonly killedByUs: boolean;
  /** How often the system had killed for want of memory, before the process was started and after its end. */
  readonly oomKillsBefore: number | undefined;
  readonly oomKillsAfter: number | undefined;
}

/** As `ProcessEnd`, with the kill that the system makes when memory runs out told apart. */
export type ExitFacts = ProcessEnd | { readonly kind: 'outOfMemory' };

/** How a shell reports that the command it waited for was ended by SIGKILL. */
const SHELL_EXIT_OF_KILLED = 128 + 9;

export function describeExit({ end, killedByUs, oomKillsBefore, oomKillsAfter }: ExitObservation): ExitFacts {
  const wasKilled =
    (end.kind === 'signalled' && end.signal === 'SIGKILL') ||
    (end.kind === 'exited' && end.exitCode === SHELL_EXIT_OF_KILLED);
  const memoryRanOut = oomKillsBefore !== undefined && oomKillsAfter !== undefined && oomKillsAfter > oomKillsBefore;
  return wasKilled && memoryRanOut && !killedByUs ? { kind: 'outOfMemory' } : end;
}

/** Tells a process of this machine from another one that is given its number later. */
import { readFile } from 'node:fs/promises';

export interface ProcessIdentity {
  readonly pid: number;
  /** When the process was started, in the system's own measure; null where unknown. */
  readonly startedAt: string | null;
}

/** Whether the process of this machine still runs, and is not another one that was given its number. */
export async function isProcessAlive({ pid, startedAt }: ProcessIdentity): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return startedAt === null || startedAt === (await readStart(pid));
}

/** In ticks since the machine was started; null where the system does not tell. */
export async function readStart(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program, in parentheses, may hold anything.
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

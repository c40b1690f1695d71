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
  const { state, startedAt: found } = await readStatus(pid);
  // One that nobody has waited for keeps its number after its end.
  return state !== 'Z' && state !== 'X' && (startedAt === null || startedAt === found);
}

/** In ticks since the machine was started; null where the system does not tell. */
export async function readStart(pid: number): Promise<string | null> {
  return (await readStatus(pid)).startedAt;
}

async function readStatus(
  pid: number,
): Promise<{ readonly state: string | undefined; readonly startedAt: string | null }> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program, in parentheses, may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0], startedAt: fields[19] ?? null };
}

/** What tests ask the system about processes. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Whether a process of the group is there and is more than an entry that nobody has collected yet. */
export function isGroupAlive(group: number | undefined): boolean {
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && isMember(name, group));
}

function isMember(pid: string, group: number | undefined): boolean {
  try {
    // `pid (name) state parent group …`; a name may hold blanks and parentheses.
    const [state, , processGroup] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return state !== 'Z' && Number(processGroup) === group;
  } catch {
    return false;
  }
}

/** Polls until the condition holds. The test's own time limit is the limit. */
export async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(5);
}

/** How often the kernel has killed a process for want of memory: of our control group, else on this machine. */
import { readFileSync } from 'node:fs';

/** Gives the text of a file. May throw. */
export type FileReader = (path: string) => string;

/**
 * The count so far, or undefined where the platform keeps none. Read before and after an attempt: SIGKILL alone does
 * not say who sent it.
 *
 * @param read for tests; default: synchronously from the disk, as these files are the kernel's and never wait
 */
export function countOomKills(read: FileReader = readText): number | undefined {
  if (process.platform !== 'linux') return undefined;
  for (const path of [...controlGroupFiles(read), '/proc/vmstat']) {
    const count = /^oom_kill (\d+)$/m.exec(tryRead(read, path))?.[1];
    if (count !== undefined) return Number(count);
  }
  return undefined;
}

/** Of version 2, where one line begins with `0::`, and of version 1, where each controller has a line. */
function controlGroupFiles(read: FileReader): string[] {
  const groups = tryRead(read, '/proc/self/cgroup');
  const unified = /^0::(\/.*)$/m.exec(groups)?.[1];
  const memory = /^\d+:(?:.*,)?memory(?:,.*)?:(\/.*)$/m.exec(groups)?.[1];
  return [
    ...(memory === undefined ? [] : [`/sys/fs/cgroup/memory${memory}/memory.oom_control`]),
    ...(unified === undefined ? [] : [`/sys/fs/cgroup${unified}/memory.events`]),
  ];
}

function tryRead(read: FileReader, path: string): string {
  try {
    return read(path);
  } catch {
    return '';
  }
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}

/** Where a password could be seen by somebody whom it is none of their business. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of all files below a folder that are no links. */
export function readAll(place: string): string {
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('\n');
}

/** The command lines of all processes of this machine; empty where the system does not show them. */
export function readCommandLines(): string {
  const pids = (existsSync('/proc') ? readdirSync('/proc') : []).filter((name) => /^\d+$/.test(name));
  const lines = pids.map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  });
  return lines.join('\n');
}

/** Looks at the command lines again and again, until it is disposed of. */
export function watchCommandLines(): Disposable & { readonly seen: readonly string[] } {
  const seen: string[] = [];
  const watch = setInterval(() => seen.push(readCommandLines()), 5);
  return { seen, [Symbol.dispose]: () => clearInterval(watch) };
}

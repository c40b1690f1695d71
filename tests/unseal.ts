/** Lets tests change and remove environments, into which nobody writes otherwise. */
import { chmodSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Gives the owner the right to write again, into a file, or into a folder and all that is in it. */
export function unseal(path: string): void {
  open(path, 'all');
}

/** A folder with environments in it. Their files stay as they are: a cache may have them, too. */
export function removeHome(path: string): void {
  open(path, 'folders');
  rmSync(path, { recursive: true, force: true });
}

function open(path: string, what: 'all' | 'folders'): void {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (facts === undefined || facts.isSymbolicLink()) return;
  const isFolder = facts.isDirectory();
  if (isFolder || what === 'all') chmodSync(path, facts.mode | 0o200);
  if (isFolder) for (const name of readdirSync(path)) open(join(path, name), what);
}

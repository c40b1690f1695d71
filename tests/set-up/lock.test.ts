import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from '../../scripts/lock.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskloom-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('lets one do its work after the other', async () => {
  const path = join(folder, 'lock');
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await new Promise(setImmediate);
    order.push(`${name} ends`);
  };

  await Promise.all([withLock(path, work('one')), withLock(path, work('two'))]);

  expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
});

it('is let go when the work fails', async () => {
  const path = join(folder, 'lock');

  await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');

  expect(existsSync(path)).toBe(false);
});

it('is taken over from a process that is gone', async () => {
  const path = join(folder, 'lock');
  const { pid } = spawnSync(process.execPath, ['-e', '0']);
  writeFileSync(path, String(pid));

  expect(await withLock(path, () => Promise.resolve('done'))).toBe('done');
});

import { existsSync, mkdirSync, mkdtempSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { chmod, chown, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { removeSealed, sealFolder } from '../../../../packages/runtime/src/environment/store/sealed-folder.js';
import { removeHome } from '../../../unseal.js';

/** Modules, a program, a link to what is outside, and bytecode of one module of two. */
function createFolder(): { readonly folder: string; readonly outside: string } {
  const root = mkdtempSync(join(tmpdir(), 'taskloom-sealed-'));
  onTestFinished(() => removeHome(root));
  const [folder, outside] = [join(root, 'built'), join(root, 'python')];
  for (const path of ['bin', 'own/data', 'own/deep', 'own/__pycache__'])
    mkdirSync(join(folder, path), { recursive: true, mode: 0o755 });
  writeFileSync(outside, 'outside', { mode: 0o755 });
  symlinkSync(outside, join(folder, 'bin/python'));
  writeFileSync(join(folder, 'bin/own'), '#!', { mode: 0o755 });
  for (const path of ['own/a.py', 'own/data/table.csv', 'own/deep/b.py', 'own/__pycache__/a.cpython-312.pyc'])
    writeFileSync(join(folder, path), 'four', { mode: 0o644 });
  return { folder, outside };
}

function readModes(folder: string): Record<string, string> {
  const names = ['', ...(readdirSync(folder, { recursive: true }) as string[])].sort();
  return Object.fromEntries(names.map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]));
}

it('a sealed folder can be written to by nobody, but for bytecode, and what is outside stays as it was', async () => {
  const { folder, outside } = createFolder();

  const size = await sealFolder(folder);

  expect(readModes(folder)).toEqual({
    '': '555',
    bin: '555',
    'bin/own': '555',
    'bin/python': '755',
    own: '555',
    'own/__pycache__': '755',
    'own/__pycache__/a.cpython-312.pyc': '444',
    'own/a.py': '444',
    'own/data': '555',
    'own/data/table.csv': '444',
    'own/deep': '555',
    'own/deep/__pycache__': '755',
    'own/deep/b.py': '444',
  });
  expect((statSync(outside).mode & 0o777).toString(8)).toBe('755');
  expect(size).toEqual({ fileCount: 6, sizeBytes: 2 + outside.length + 4 * 4 });
});

it('a sealed folder can be removed, also by who is not root', async () => {
  const { folder, outside } = createFolder();
  await sealFolder(folder);
  const nobody = 65_534;
  if (process.getuid?.() === 0) {
    const all = ['', '..', ...(readdirSync(folder, { recursive: true }) as string[])];
    for (const name of all) if (name !== 'bin/python') await chown(join(folder, name), nobody, nobody);
    await chmod(join(folder, '..'), 0o755);
    process.seteuid?.(nobody);
    onTestFinished(() => process.seteuid?.(0));
  }

  await expect(rm(folder, { recursive: true })).rejects.toThrow('EACCES');
  await removeSealed(folder);

  expect([existsSync(folder), existsSync(outside)]).toEqual([false, true]);
});

it('where there is nothing, nothing is removed', async () => {
  const { folder } = createFolder();

  await expect(removeSealed(join(folder, 'none'))).resolves.toBeUndefined();
});

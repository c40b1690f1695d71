import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createResolution } from '../../../../packages/runtime/src/environment/resolution/resolution.js';
import { findAbsent, findMissing } from '../../../../packages/runtime/src/environment/store/installed-files.js';
import { removeHome } from '../../../unseal.js';

it.each([
  [['six-1.17.0.dist-info'], 'six', '1.17.0', []],
  [['Ruamel.YAML-0.18.dist-info'], 'ruamel-yaml', '0.18', []],
  [['own_package-1.0-py3.6.egg-info'], 'own-package', '1.0', []],
  [['own-1.0+cpu.1.dist-info'], 'own', '1.0+cpu-1', []],
  [['own-2020.01.08.dist-info'], 'own', '2020.1.8', []],
  [['own-1.0.post1.dist-info'], 'own', '1.0-1', []],
  [['six-1.16.0.dist-info'], 'six', '1.17.0', ['six==1.17.0']],
  [[], 'six', '1.17.0', ['six==1.17.0']],
])('of %j and %s %s, %j is absent', (topLevel, name, version, expected) => {
  const resolution = createResolution([{ name, version, hashes: ['sha256:00'] }], []);
  expect(findAbsent(topLevel, resolution)).toEqual(expected);
});

it.each([
  ['nothing where all is there', ['own.py', '../bin/own'], []],
  ['a module', ['../bin/own'], ['own.py']],
  ['a command', ['own.py'], ['../bin/own']],
])('of what was recorded is missing %s', async (_what, present, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-installed-'));
  onTestFinished(() => removeHome(folder));
  const sitePackages = join(folder, 'lib');
  for (const name of ['lib/own-1.0.dist-info', 'bin']) mkdirSync(join(folder, name), { recursive: true });
  const lines = [
    'own.py,sha256=xx,2',
    '"../bin/own",,',
    '__pycache__/own.cpython-312.pyc,,',
    'own-1.0.dist-info/RECORD,,',
  ];
  writeFileSync(join(sitePackages, 'own-1.0.dist-info/RECORD'), lines.join('\r\n'));
  for (const name of present) writeFileSync(join(sitePackages, name), '');

  expect(await findMissing(sitePackages)).toEqual(expected);
});

it('of a distribution that was not installed to its end, the record is missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-installed-'));
  onTestFinished(() => removeHome(folder));
  mkdirSync(join(folder, 'own-1.0.dist-info'));

  expect(await findMissing(folder)).toEqual(['own-1.0.dist-info/RECORD']);
});

import { expect, it } from 'vitest';
import { createResolution } from '../../../../packages/runtime/src/environment/resolution/resolution.js';
import { findAbsent } from '../../../../packages/runtime/src/environment/store/installed-files.js';

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

/** Makes small wheels, so that environments can be built without a network. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PYTHON } from './test-runtime.js';

export interface WheelOptions {
  /** Distributions that it needs, as in `Requires-Dist`. */
  readonly requires?: readonly string[];
}

/** A wheel of one module with the name of the distribution, which has `version`. For Python 2 and 3. */
export function makeWheel(folder: string, name: string, version: string, { requires = [] }: WheelOptions = {}): void {
  mkdirSync(folder, { recursive: true });
  const info = `${name}-${version}.dist-info`;
  const metadata = ['Metadata-Version: 2.1', `Name: ${name}`, `Version: ${version}`];
  const files = {
    [`${name}.py`]: `version = ${JSON.stringify(version)}\n`,
    [`${info}/METADATA`]: [...metadata, ...requires.map((one) => `Requires-Dist: ${one}`), ''].join('\n'),
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py2.py3-none-any\n',
  };
  const lines = Object.entries(files).map(([path, text]) => `${path},sha256=${digest(text)},${text.length}\n`);
  const record = [...lines, `${info}/RECORD,,\n`].join('');
  const script = `
import json, sys, zipfile
path, files = json.loads(sys.argv[1])
with zipfile.ZipFile(path, "w") as wheel:
    for name, text in files.items():
        wheel.writestr(name, text)
`;
  const path = join(folder, `${name}-${version}-py2.py3-none-any.whl`);
  execFileSync(PYTHON, ['-c', script, JSON.stringify([path, { ...files, [`${info}/RECORD`]: record }])]);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Makes small wheels, so that environments can be built without a network. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PYTHON } from './test-runtime.js';

export interface WheelOptions {
  /** Distributions that it needs, as in `Requires-Dist`. */
  readonly requires?: readonly string[];
  /** Of the interpreters and systems that it is for. Default: Python 2 and 3 everywhere. */
  readonly tag?: string;
  /** Of a comment in its module. */
  readonly sizeBytes?: number;
  /** Further lines of its module. */
  readonly code?: string;
}

/** A wheel of one module with the name of the distribution, which has `version`. */
export function makeWheel(folder: string, name: string, version: string, options: WheelOptions = {}): void {
  const { requires = [], tag = 'py2.py3-none-any', sizeBytes = 0, code = '' } = options;
  mkdirSync(folder, { recursive: true });
  const info = `${name}-${version}.dist-info`;
  const metadata = ['Metadata-Version: 2.1', `Name: ${name}`, `Version: ${version}`];
  const files = {
    [`${name}.py`]: `version = ${JSON.stringify(version)}\n${code}${sizeBytes === 0 ? '' : `#${'x'.repeat(sizeBytes)}\n`}`,
    [`${info}/METADATA`]: [...metadata, ...requires.map((one) => `Requires-Dist: ${one}`), ''].join('\n'),
    [`${info}/WHEEL`]: `Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: ${tag}\n`,
  };
  const lines = Object.entries(files).map(([path, text]) => `${path},sha256=${digest(text)},${text.length}\n`);
  const record = [...lines, `${info}/RECORD,,\n`].join('');
  const script = `
import json, sys, zipfile
path, files = json.load(sys.stdin)
with zipfile.ZipFile(path, "w") as wheel:
    for name, text in files.items():
        wheel.writestr(name, text)
`;
  const path = join(folder, `${name}-${version}-${tag}.whl`);
  const input = JSON.stringify([path, { ...files, [`${info}/RECORD`]: record }]);
  execFileSync(PYTHON, ['-c', script], { input });
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

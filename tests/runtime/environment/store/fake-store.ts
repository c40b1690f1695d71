/** A store in a folder of its own, with builds that write a few files in place of a virtualenv. */
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type BuildTurn,
  EnvironmentStore,
} from '../../../../packages/runtime/src/environment/store/environment-store.js';
import { systemClock } from '../../../../packages/runtime/src/system-clock.js';
import { removeHome } from '../../../unseal.js';
import { createInterpreter } from '../requests.js';

const never = new AbortController().signal;

export interface FakeStore {
  readonly folder: string;
  /** One of another runtime; closed at the end of the test. */
  createStore(): EnvironmentStore;
  /** Builds that were begun. */
  readonly builds: string[];
  turn(key: string, facts?: Partial<BuildTurn>): BuildTurn;
  sitePackages(python: string): string;
}

export function createFakeStore(): FakeStore {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-store-'));
  onTestFinished(() => removeHome(folder));
  const builds: string[] = [];
  return {
    folder,
    builds,
    sitePackages: (python) => join(python, '../../lib/python3.12/site-packages'),
    createStore: () => {
      const store = new EnvironmentStore(folder, systemClock);
      onTestFinished(() => store.close());
      return store;
    },
    turn: (key, facts = {}) => ({
      key,
      signal: never,
      onWait: () => undefined,
      build: async (place) => {
        builds.push(key);
        writeEnvironment(join(place, 'venv'));
        return describeBuilt(basename(place));
      },
      ...facts,
    }),
  };
}

function writeEnvironment(venv: string): void {
  const sitePackages = join(venv, 'lib/python3.12/site-packages');
  for (const path of [join(venv, 'bin'), join(sitePackages, 'six-1.17.0.dist-info')])
    mkdirSync(path, { recursive: true });
  symlinkSync(process.execPath, join(venv, 'bin/python'));
  writeFileSync(join(sitePackages, 'six.py'), 'x = 1\n');
  const hash = 'sha256=nia_NpkRxFwkPGhBR7I_yeHc_PJX0pmhxjIBam_NM_Q';
  // virtualenv for Python 2.7 records folders of bytecode that are not there.
  const others = ['six-1.17.0.dist-info/RECORD', 'six-1.17.0.dist-info/__pycache__'].map((path) => `${path},,\n`);
  writeFileSync(join(sitePackages, 'six-1.17.0.dist-info/RECORD'), [`six.py,${hash},6\n`, ...others].join(''));
}

function describeBuilt(place: string) {
  return {
    python: join(place, 'venv/bin/python'),
    interpreter: createInterpreter(),
    installer: 'pip' as const,
    request: { key: '0a', requirements: ['six'], constraints: [], systemSitePackages: false },
  };
}

/** Environments that cannot be built, from an index of their own, and what a user reads of them. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { dag, python, type Tasks, task } from '@taskloom/sdk';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { removeHome } from '../unseal.js';
import { type IndexServer, startIndex } from './index-server.js';
import { createTestRuntime, PYTHON, type TestRuntime } from './test-runtime.js';
import { makeWheel } from './wheels.js';

export interface Wanted {
  readonly requirements: string[];
  readonly indexUrls?: string[];
  readonly findLinks?: string;
}

export interface FailingInstalls {
  /** Of wheels: shade 1.0 and 2.0, leaf that needs the first of them, and older, which is for no Python of today. */
  readonly wheels: string;
  /** That of the test. */
  readonly index: IndexServer;
  /** Code, message and hint, as they are on every machine. */
  tell(wanted: Wanted): Promise<string>;
  /** The folder of a project that fails as those do that have C in them. */
  writeProject(name: string, failure: string): string;
}

/** For all tests of the file. */
export function useFailingInstalls(installer: 'pip' | 'uv'): FailingInstalls {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-failures-'));
  const wheels = join(folder, 'wheels');
  const before = { ...process.env };
  let index: IndexServer | undefined;
  let test: TestRuntime | undefined;

  beforeAll(async () => {
    makeWheel(wheels, 'shade', '1.0');
    makeWheel(wheels, 'shade', '2.0');
    makeWheel(wheels, 'leaf', '1.0', { requires: ['shade==1.0'] });
    makeWheel(wheels, 'older', '1.0', { tag: 'cp34-cp34m-any' });
    test = await createTestRuntime();
  });
  afterAll(async () => {
    await test?.[Symbol.asyncDispose]();
    removeHome(folder);
  });
  beforeEach(async () => {
    index = await startIndex(wheels);
    const cache = mkdtempSync(join(folder, 'cache-'));
    const once = { PIP_RETRIES: '0', UV_HTTP_RETRIES: '0', PIP_NO_CACHE_DIR: '1', UV_CACHE_DIR: cache };
    const uv = installer === 'uv' ? { TASKLOOM_UV: process.env['TASKLOOM_TEST_UV'] } : {};
    Object.assign(process.env, { ...once, ...uv, PIP_CONFIG_FILE: '/dev/null' });
  });
  afterEach(async () => {
    await index?.[Symbol.asyncDispose]();
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });

  const getIndex = (): IndexServer => {
    if (index === undefined) throw new Error('There is an index only in a test.');
    return index;
  };
  return {
    wheels,
    get index() {
      return getIndex();
    },
    tell: async (wanted) => {
      const result = await test?.runtime.run(createFailing(installer, { indexUrls: [getIndex().url()], ...wanted }));
      const { error } = result?.task('work') ?? {};
      return normalize(`${error?.code}: ${error?.message}\nhint: ${error?.hint}`).replaceAll(folder, 'FOLDER');
    },
    writeProject: (name, failure) => writeProject(join(folder, name), failure),
  };
}

function createFailing(installer: 'pip' | 'uv', wanted: Wanted) {
  @dag()
  class Failing {
    @task.virtualenv({ ...wanted, installer, python: PYTHON }) work(): void {
      return python`pass`;
    }
    flow({ work }: Tasks<Failing>) {
      work();
    }
  }
  return Failing;
}

function writeProject(place: string, failure: string): string {
  mkdirSync(place);
  const system = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n';
  writeFileSync(join(place, 'pyproject.toml'), `${system}[project]\nname = "${basename(place)}"\nversion = "1.0"\n`);
  writeFileSync(
    join(place, 'backend.py'),
    `def build_wheel(*args, **options):\n    print("gcc -c native.c")\n    raise SystemExit(${JSON.stringify(failure)})\n`,
  );
  return place;
}

function normalize(text: string): string {
  return text
    .replaceAll(/port=\d+/g, 'port=PORT')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')
    .replaceAll(/Python \d+\.\d+\.\d+/g, 'Python 3.X.Y')
    .replaceAll(/\b[0-9a-f]{64}\b/g, 'DIGEST')
    .replaceAll(/ +$/gm, '');
}

/** What environments cost: given again, and made anew beside making the same by hand, from packages in the caches. */
import { execFile } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findUv } from '../../packages/runtime/src/environment/installers/find-uv.ts';
import { createLocalEnvironments } from '../../packages/runtime/src/environment/local-environments.ts';
import type { EnvironmentRequest } from '../../packages/runtime/src/ports.ts';
import { systemClock } from '../../packages/runtime/src/system-clock.ts';
import { removeHome } from '../unseal.ts';
import type { Row } from './measure.ts';

const run = promisify(execFile);
const REQUIREMENTS = ['polars==1.33.1'];
const TOGETHER = [
  ...['attrs==25.3.0', 'click==8.2.1', 'idna==3.10', 'jinja2==3.1.6', 'packaging==25.0'],
  ...['pydantic==2.11.9', 'pyyaml==6.0.2', 'requests==2.32.5', 'rich==14.1.0', 'six==1.17.0'],
];
/** As many as a runtime builds side by side. */
const BUILDS_AT_ONCE = Math.max(4, availableParallelism());
const never = new AbortController().signal;
// Ten builds listen to it at once.
setMaxListeners(0, never);

/** @param scratch a folder that is removed after the measurements; @param python the real path of an interpreter */
export async function createEnvironmentRows(scratch: string, python: string): Promise<Row[]> {
  const uv = await findUv([python]);
  const provider = createLocalEnvironments({ home: join(scratch, 'cached'), clock: systemClock, frozen: 'never' });
  const known = createRequest(python, uv === undefined ? 'pip' : 'uv');
  return [
    {
      name: 'a cached environment, acquired',
      beside: 'nothing',
      by: 'difference',
      budget: 3,
      rounds: 200,
      subject: () => provider.acquire(known, () => undefined, never),
      baseline: async () => undefined,
    },
    ...(uv === undefined
      ? []
      : [
          ...listNew({ installer: 'uv', scratch, python, rounds: 7, byHand: () => useUv(uv, scratch, python) }),
          listTogether(uv, scratch, python),
          listShared(scratch, python),
        ]),
    ...listNew({ installer: 'pip', scratch, python, rounds: 3, byHand: () => usePip(scratch, python) }),
  ];
}

interface NewRows {
  readonly installer: 'uv' | 'pip';
  readonly scratch: string;
  readonly python: string;
  readonly rounds: number;
  byHand(): Promise<unknown>;
}

function listNew({ installer, scratch, python, rounds, byHand }: NewRows): Row[] {
  const request = createRequest(python, installer);
  const remembered = join(scratch, `remembered-${installer}`);
  const row = { beside: `by hand with ${installer}`, by: 'ratio', budget: 1.1, rounds, baseline: byHand } as const;
  return [
    {
      ...row,
      name: `a new environment, resolved before, ${installer}`,
      subject: async () => {
        removeHome(join(remembered, 'environments'));
        await acquireIn(remembered, request);
      },
    },
    {
      ...row,
      name: `a new environment, ${installer}`,
      // What the interpreter is uv and pip know by then, too.
      subject: async () => {
        for (const folder of ['environments', 'resolutions']) removeHome(join(remembered, folder));
        await acquireIn(remembered, request);
      },
    },
  ];
}

/** Ten that differ, as a DAG with ten virtualenvs begins with. */
function listTogether(uv: string, scratch: string, python: string): Row {
  const requests = TOGETHER.map((requirement) => createRequest(python, 'uv', [requirement]));
  const byHand = `${uv} venv -q --python ${python} "$0/{}" && ${uv} pip install -q --python "$0/{}/bin/python" {}`;
  const xargs = `printf '%s\\n' ${TOGETHER.join(' ')} | xargs -P ${BUILDS_AT_ONCE} -I{} sh -c '${byHand}' "$0"`;
  return {
    name: 'ten new environments at once, uv',
    beside: `by hand with uv and xargs -P ${BUILDS_AT_ONCE}`,
    by: 'ratio',
    budget: 1.2,
    rounds: 5,
    subject: () => acquireIn(mkdtempSync(join(scratch, 'home-')), ...requests),
    baseline: () => run('sh', ['-c', xargs, mkdtempSync(join(scratch, 'venvs-'))]),
  };
}

/** What a second environment takes, in which one package more is than in the first. */
function listShared(scratch: string, python: string): Row {
  const make = async (): Promise<readonly [first: number, second: number]> => {
    const home = mkdtempSync(join(scratch, 'home-'));
    await acquireIn(home, createRequest(python, 'uv'));
    const first = await weighFolder(home);
    await acquireIn(home, createRequest(python, 'uv', [...REQUIREMENTS, 'six==1.17.0']));
    return [first, (await weighFolder(home)) - first];
  };
  return {
    name: 'the disk of a second environment that shares packages, uv',
    beside: 'that of the first',
    by: 'ratio',
    unit: 'MB',
    budget: 0.1,
    rounds: 1,
    subject: async () => (await make())[1],
    baseline: async () => (await make())[0],
  };
}

/** In megabytes. What has several names is counted once. */
async function weighFolder(path: string): Promise<number> {
  const { stdout } = await run('du', ['-sk', path]);
  return Number.parseInt(stdout, 10) / 1024;
}

async function acquireIn(home: string, ...requests: readonly EnvironmentRequest[]): Promise<void> {
  const provider = createLocalEnvironments({ home, clock: systemClock, frozen: 'never' });
  await Promise.all(requests.map((request) => provider.acquire(request, () => undefined, never)));
  await provider.close();
}

function createRequest(python: string, installer: 'uv' | 'pip', requirements = REQUIREMENTS): EnvironmentRequest {
  const options = { constraints: [], systemSitePackages: false, findLinks: [], installOptions: [] };
  return { python, requirements, installer, taskId: 'bench', ...options };
}

async function useUv(uv: string, scratch: string, python: string): Promise<void> {
  const venv = mkdtempSync(join(scratch, 'venv-'));
  await run(uv, ['venv', '--quiet', '--allow-existing', '--python', python, venv]);
  await run(uv, ['pip', 'install', '--quiet', '--python', join(venv, 'bin/python'), ...REQUIREMENTS]);
}

async function usePip(scratch: string, python: string): Promise<void> {
  const venv = mkdtempSync(join(scratch, 'venv-'));
  await run(python, ['-m', 'venv', venv]);
  await run(join(venv, 'bin/python'), ['-m', 'pip', 'install', '--quiet', ...REQUIREMENTS]);
}

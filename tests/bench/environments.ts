/** What environments cost: given again, and made anew beside making the same by hand, from packages in the caches. */
import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
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
const never = new AbortController().signal;

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
      : listNew({ installer: 'uv', scratch, python, rounds: 7, byHand: () => useUv(uv, scratch, python) })),
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
      subject: () => acquireIn(mkdtempSync(join(scratch, 'home-')), request),
    },
  ];
}

async function acquireIn(home: string, request: EnvironmentRequest): Promise<void> {
  const provider = createLocalEnvironments({ home, clock: systemClock, frozen: 'never' });
  await provider.acquire(request, () => undefined, never);
  await provider.close();
}

function createRequest(python: string, installer: 'uv' | 'pip'): EnvironmentRequest {
  const options = { constraints: [], systemSitePackages: false, findLinks: [], installOptions: [] };
  return { python, requirements: REQUIREMENTS, installer, taskId: 'bench', ...options };
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

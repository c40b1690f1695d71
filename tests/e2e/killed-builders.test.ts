import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { listStored, removeStored } from '../../packages/runtime/src/environment/store/environment-catalog.js';
import { systemClock } from '../../packages/runtime/src/system-clock.js';
import { removeHome } from '../unseal.js';

const LOOP = fileURLToPath(new URL('fixtures/acquire-loop.mjs', import.meta.url));
const PROCESSES = 4;
const KEYS = 6;
const TIMES = 75;
const LIMIT_MS = 240_000;

/** What processes tell that acquire so many times in all, each begun anew when it was killed. */
async function acquire(folder: string, seed: number): Promise<readonly string[]> {
  const told: string[] = [];
  for (let start = 0; told.filter((line) => line === 'acquired').length < TIMES; start += 1) {
    const left = TIMES - told.filter((line) => line === 'acquired').length;
    const args = [LOOP, folder, String(left), String(KEYS), String(seed * 1000 + start)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    told.push(...(await text(child.stdout)).split('\n').filter((line) => line !== ''));
  }
  return told;
}

it(
  'environments are whole and built by one at a time, whoever is killed and whatever is pruned meanwhile',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'taskloom-builders-'));
    onTestFinished(() => removeHome(folder));
    const environments = join(folder, 'environments');
    let isDone = false;
    const prune = async (): Promise<void> => {
      for (let turn = 0; !isDone; turn += 1) {
        const all = await listStored(environments);
        const one = all[turn % Math.max(1, all.length)];
        if (one !== undefined) await removeStored(one, systemClock);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const pruning = prune();

    const told = await Promise.all(Array.from({ length: PROCESSES }, (_, index) => acquire(folder, index + 1)));
    isDone = true;
    await pruning;

    expect(told.flat().filter((line) => line !== 'acquired')).toEqual([]);
    expect(told.flat()).toHaveLength(PROCESSES * TIMES);
    for (const stored of await listStored(environments)) await removeStored(stored, systemClock);
    expect(readdirSync(environments)).toEqual([]);
  },
  LIMIT_MS,
);

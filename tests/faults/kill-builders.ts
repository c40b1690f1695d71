/** Processes that acquire environments, are killed while they build them, and find them pruned: what became of it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { listStored, removeStored } from '../../packages/runtime/src/environment/store/environment-catalog.ts';
import { systemClock } from '../../packages/runtime/src/system-clock.ts';
import { removeHome } from '../unseal.ts';

export interface Ordeal {
  /** That run at the same time; one that was killed is begun anew. */
  readonly processes: number;
  /** Acquisitions of each. */
  readonly times: number;
  /** Environments that they choose from. */
  readonly keys: number;
}

export interface OrdealReport {
  readonly acquired: number;
  readonly built: number;
  readonly killed: number;
  readonly pruned: number;
  /** Used before it was whole, lost while it was used, built by two at the same time, left behind. */
  readonly faults: readonly string[];
}

const LOOP = fileURLToPath(new URL('acquire-loop.mjs', import.meta.url));

export async function killBuilders(ordeal: Ordeal): Promise<OrdealReport> {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-builders-'));
  const environments = join(folder, 'environments');
  const pruning = startPruning(environments);
  try {
    const turns = Array.from({ length: ordeal.processes }, (_, index) => acquire(folder, index + 1, ordeal));
    const told = (await Promise.all(turns)).flat();
    const pruned = await pruning.stop();
    const count = (line: string): number => told.filter((one) => one === line).length;
    for (const stored of await listStored(environments)) await removeStored(stored, systemClock);
    const left = readdirSync(environments).map((name) => `left: ${name}`);
    const faults = [...told.filter((line) => line.includes(': ')), ...left];
    return { acquired: count('acquired'), built: count('built'), killed: count('killed'), pruned, faults };
  } finally {
    await pruning.stop();
    removeHome(folder);
  }
}

/** What a process tells until it has acquired often enough, over all its lives. */
async function acquire(folder: string, seed: number, { times, keys }: Ordeal): Promise<readonly string[]> {
  const told: string[] = [];
  for (let life = 0, left = times; left > 0; life += 1) {
    const args = [LOOP, folder, left, keys, seed * 1000 + life].map(String);
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    const lines = (await text(child.stdout)).split('\n').filter((line) => line !== '');
    const [exitCode, signal] = await ended;
    told.push(...lines, ...(signal === 'SIGKILL' ? ['killed'] : []));
    if (signal === null && exitCode !== 0) return [...told, `failed: process ${seed} with exit code ${exitCode}`];
    left -= lines.filter((line) => line === 'acquired').length;
  }
  return told;
}

/** Takes one environment after the other away, unless it is in use. `stop` gives how many went. */
function startPruning(environments: string): { stop(): Promise<number> } {
  let isDone = false;
  const prune = async (): Promise<number> => {
    let pruned = 0;
    for (let turn = 0; !isDone; turn += 1) {
      const all = await listStored(environments);
      const one = all[turn % Math.max(1, all.length)];
      if (one !== undefined && (await removeStored(one, systemClock))) pruned += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return pruned;
  };
  const pruning = prune();
  return {
    stop: () => {
      isDone = true;
      return pruning;
    },
  };
}

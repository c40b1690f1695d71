import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { acquireBuilderLock } from '../../../../packages/runtime/src/environment/store/builder-lock.js';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));
const signal = new AbortController().signal;

function describeWait() {
  const waitedFor: number[] = [];
  const clock = { now: () => new Date(), sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) };
  return { waitedFor, wait: { clock, signal, onWait: (pid: number) => void waitedFor.push(pid) } };
}

describe('the lock of a builder', () => {
  it('lets one at a time in', async () => {
    const path = join(folder, 'one');
    let inside = 0;
    let most = 0;
    const enter = async (): Promise<void> => {
      const release = await acquireBuilderLock(path, describeWait().wait);
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      await release();
    };
    await Promise.all(Array.from({ length: 8 }, enter));
    expect([most, readdirSync(folder)]).toEqual([1, []]);
  });

  it.each([
    ['that is dead', () => ({ pid: deadPid(), host: hostname(), startedAt: null })],
    ['whose number another process has by now', () => ({ pid: process.pid, host: hostname(), startedAt: '1' })],
  ])('is taken from a builder %s', async (_what, describeHolder) => {
    const path = join(folder, 'two');
    writeFileSync(path, JSON.stringify({ ...describeHolder(), id: 'old' }));
    const { waitedFor, wait } = describeWait();

    const release = await acquireBuilderLock(path, wait);

    expect(waitedFor).toEqual([]);
    await release();
  });

  it('says for whom it waits', async () => {
    const path = join(folder, 'three');
    const release = await acquireBuilderLock(path, describeWait().wait);
    const { waitedFor, wait } = describeWait();
    const next = acquireBuilderLock(path, wait);
    while (waitedFor.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await release();

    await (await next)();

    expect(waitedFor).toEqual([process.pid]);
  });
});

function deadPid(): number {
  return Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }));
}

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { acquireProcessLock } from '../../../packages/runtime/src/shared-folders/process-lock.js';

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
    const path = join(folder, 'one', 'lock');
    let inside = 0;
    let most = 0;
    const enter = async (): Promise<void> => {
      const release = await acquireProcessLock(path, describeWait().wait);
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      await release();
    };
    await Promise.all(Array.from({ length: 8 }, enter));
    expect([most, readdirSync(dirname(path))]).toEqual([1, []]);
  });

  it.each([
    ['that is dead', () => [deadPid(), '', hostname()]],
    ['whose number another process has by now', () => [process.pid, '1', hostname()]],
    ['that was on another machine half an hour ago', () => [process.pid, '', 'elsewhere.example']],
  ])('is taken from a builder %s', async (_what, describeHolder) => {
    const path = join(mkdtempSync(join(folder, 'two-')), 'lock');
    const left = `${path}.0,${describeHolder().join(',')}`;
    writeFileSync(left, '');
    const longAgo = Date.now() / 1000 - 31 * 60;
    utimesSync(left, longAgo, longAgo);
    const { waitedFor, wait } = describeWait();

    const release = await acquireProcessLock(path, wait);

    expect([waitedFor, existsSync(left)]).toEqual([[], false]);
    await release();
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  it('stays with a builder on another machine', async () => {
    const path = join(folder, 'away');
    const left = `${path}.0,7,,elsewhere.example`;
    writeFileSync(left, '');
    const { waitedFor, wait } = describeWait();
    const next = acquireProcessLock(path, wait);
    while (waitedFor.length === 0) await new Promise((resolve) => setImmediate(resolve));
    rmSync(left);

    await (await next)();

    expect(waitedFor).toEqual([7]);
  });

  it('leaves nothing behind when it is given up', async () => {
    const path = join(folder, 'four', 'lock');
    const release = await acquireProcessLock(path, describeWait().wait);
    const stop = new AbortController();
    const { wait } = describeWait();

    const next = acquireProcessLock(path, { ...wait, signal: stop.signal, onWait: () => stop.abort(new Error('no')) });

    await expect(next).rejects.toThrow('no');
    await release();
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  it('says for whom it waits', async () => {
    const path = join(folder, 'three');
    const release = await acquireProcessLock(path, describeWait().wait);
    const { waitedFor, wait } = describeWait();
    const next = acquireProcessLock(path, wait);
    while (waitedFor.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await release();

    await (await next)();

    expect(waitedFor).toEqual([process.pid]);
  });
});

function deadPid(): number {
  return Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }));
}

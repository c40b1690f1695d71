import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../packages/runtime/src/ports.js';
import { endProcess } from '../../../packages/runtime/src/process/end-process.js';
import { startProcess } from '../../../packages/runtime/src/process/start-process.js';
import { readLines } from '../../../packages/runtime/src/process/stream-reader.js';
import { isGroupAlive, waitUntil } from './live-processes.js';

const path = process.env['PATH'] ?? '';

async function run(script: string) {
  const started = await startProcess({ file: '/bin/sh', args: ['-c', script], env: { PATH: path }, cwd: '/' });
  const lines: string[] = [];
  const readers = [started.stdout, started.stderr].map((stream) => readLines(stream, (line) => void lines.push(line)));
  const drained = async () => {
    const end = await started.ended;
    await Promise.all(readers.map((reader) => reader.drain()));
    return end;
  };
  return { ...started, lines, drained };
}

describe('a process', () => {
  it.each([
    ['its exit status', 'exit 3', { kind: 'exited', exitCode: 3 }],
    ['its signal', 'kill -9 $$', { kind: 'signalled', signal: 'SIGKILL' }],
  ])('ends with %s', async (_, script, expected) => {
    const { drained } = await run(script);
    expect(await drained()).toEqual(expected);
  });

  it.each([
    ['/no/such/program', 'ENOENT'],
    ['/', 'EACCES'],
    ['/etc/passwd', 'EACCES'],
  ])('that cannot be started has ended: %s', async (file, code) => {
    const { ended, pid } = await startProcess({ file, args: [], env: {}, cwd: '/' });
    expect([pid, await ended]).toMatchObject([undefined, { kind: 'notStarted', error: { code } }]);
  });

  it('has the environment that it was given and no other', async () => {
    const { lines, drained } = await run('unset PWD OLDPWD _; env');
    await drained();
    expect(lines.filter((line) => !line.startsWith('_='))).toEqual([`PATH=${path}`]);
  });

  it('has an empty standard input', async () => {
    const { lines, drained } = await run('read x; echo "$? [$x]"');
    await drained();
    expect(lines).toEqual(['1 []']);
  });

  it('leaves nobody of its group behind', async () => {
    const { pid, drained } = await run('sleep 100 & sleep 100 & exit 0');
    await drained();
    await waitUntil(() => !isGroupAlive(pid));
  });

  it('does not hold anybody up when a process outside its group keeps its output open', async () => {
    const { lines, drained, signal } = await run('setsid sh -c "echo \\$\\$; exec sleep 100" & wait');
    await waitUntil(() => lines.length === 1);
    signal('SIGKILL');
    expect(await drained()).toEqual({ kind: 'signalled', signal: 'SIGKILL' });
    process.kill(Number(lines[0]), 'SIGKILL');
  });

  it('that prints 100 MB is read to the last byte', async () => {
    const script = 'head -c 100000000 /dev/zero | tr "\\0" x';
    const started = await startProcess({ file: '/bin/sh', args: ['-c', script], env: { PATH: path }, cwd: '/' });
    const hash = createHash('sha256');
    let longest = 0;
    const reader = readLines(started.stdout, (line) => {
      longest = Math.max(longest, line.length);
      hash.update(line);
    });
    await started.ended;
    await reader.drain();
    const expected = createHash('sha256').update(Buffer.alloc(100_000_000, 'x'));
    expect([longest, hash.digest('hex')]).toEqual([65_536, expected.digest('hex')]);
  });
});

describe('ending a process', () => {
  /** A clock on which no time passes until it is told to. */
  function createClock() {
    const waiting: (() => void)[] = [];
    const clock: Clock = {
      now: () => new Date(),
      sleep: (_, signal) =>
        new Promise((resolve) => {
          waiting.push(resolve);
          signal?.addEventListener('abort', () => resolve());
        }),
    };
    return { clock, pass: () => waiting.forEach((resolve) => void resolve()) };
  }

  it('lets it put its affairs in order', async () => {
    const started = await run('trap "echo tidy; exit 5" TERM; echo ready; while :; do sleep 0.01; done');
    await waitUntil(() => started.lines.includes('ready'));
    const end = await endProcess(started, { graceMs: 5_000, clock: createClock().clock });
    await started.drained();
    // The shell may tell of its sleep as well, which was ended with it.
    expect([end, started.lines.includes('tidy')]).toEqual([{ kind: 'exited', exitCode: 5 }, true]);
  });

  it('kills it when its time is over', async () => {
    const started = await run('trap "echo no" TERM; echo ready; while :; do sleep 0.01; done');
    const { clock, pass } = createClock();
    await waitUntil(() => started.lines.includes('ready'));
    const ending = endProcess(started, { graceMs: 5_000, clock });
    await waitUntil(() => started.lines.includes('no'));
    pass();
    expect(await ending).toEqual({ kind: 'signalled', signal: 'SIGKILL' });
  });

  it('reaches the processes that it started', async () => {
    const started = await run('sleep 100 & sleep 100 & echo ready; wait');
    await waitUntil(() => started.lines.includes('ready'));
    await endProcess(started, { graceMs: 5_000, clock: createClock().clock });
    await waitUntil(() => !isGroupAlive(started.pid));
  });
});

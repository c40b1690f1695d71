import { describe, expect, it } from 'vitest';
import { SharedBuilds } from '../../../packages/runtime/src/environment/shared-builds.js';

const never = new AbortController().signal;

/** A build that ends when it is told to, or fails when it is aborted. */
function createBuild() {
  let finish: (value: string) => void = () => undefined;
  const signals: AbortSignal[] = [];
  const begin = (signal: AbortSignal): Promise<string> => {
    signals.push(signal);
    return new Promise((resolve, reject) => {
      finish = resolve;
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  };
  return { begin, signals, finish: (value: string) => finish(value) };
}

describe('a build that several wait for', () => {
  it('is made once', async () => {
    const builds = new SharedBuilds<string>();
    const build = createBuild();
    const both = [builds.join('k', never, build.begin), builds.join('k', never, build.begin)];
    build.finish('built');

    expect([await Promise.all(both), build.signals.length]).toEqual([['built', 'built'], 1]);
  });

  it('goes on as long as one of them waits', async () => {
    const builds = new SharedBuilds<string>();
    const build = createBuild();
    const leaving = new AbortController();
    const left = builds.join('k', leaving.signal, build.begin);
    const stayed = builds.join('k', never, build.begin);
    leaving.abort('no longer');

    await expect(left).rejects.toBe('no longer');
    expect(build.signals[0]?.aborted).toBe(false);
    build.finish('built');
    expect(await stayed).toBe('built');
  });

  it('is given up with the last of them, and begun anew for the next', async () => {
    const builds = new SharedBuilds<string>();
    const [first, second] = [createBuild(), createBuild()];
    const leaving = new AbortController();
    const left = builds.join('k', leaving.signal, first.begin);
    leaving.abort('no longer');
    await expect(left).rejects.toBe('no longer');

    const next = builds.join('k', never, second.begin);

    expect(first.signals[0]?.aborted).toBe(true);
    second.finish('built');
    expect(await next).toBe('built');
    await builds.settle();
  });
});

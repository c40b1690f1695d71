import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  diagnose,
  isSound,
  listStored,
  removeStored,
  type StoredEnvironment,
} from '../../../../packages/runtime/src/environment/store/environment-catalog.js';
import { systemClock } from '../../../../packages/runtime/src/system-clock.js';
import { unseal } from '../../../unseal.js';
import { createFakeStore, type FakeStore } from './fake-store.js';

async function getStored({ folder }: FakeStore): Promise<StoredEnvironment> {
  const [stored] = await listStored(folder);
  if (stored === undefined) throw new Error('There is no environment.');
  return stored;
}

describe('the environments of a home', () => {
  it('are listed with who uses them', async () => {
    const fake = createFakeStore();
    const store = fake.createStore();
    await store.build(fake.turn('0a'));
    mkdirSync(join(fake.folder, '0b/unfinished'), { recursive: true });

    const [whole, unfinished] = await listStored(fake.folder);
    await store.close();
    const [closed] = await listStored(fake.folder);

    expect(whole).toMatchObject({ key: '0a', users: [process.pid], manifest: { key: '0a' } });
    expect(whole?.lastUsedAt).toBeInstanceOf(Date);
    expect(unfinished).toMatchObject({ key: '0b', manifest: undefined, lastUsedAt: undefined, users: [] });
    expect(closed?.users).toEqual([]);
  });

  it('are not in use by processes that are dead', async () => {
    const fake = createFakeStore();
    const store = fake.createStore();
    await store.build(fake.turn('0a'));
    await store.close();
    const user = { pid: process.pid, startedAt: '1', host: (await import('node:os')).hostname() };
    writeFileSync(join(fake.folder, '0a/users/dead'), JSON.stringify(user));

    expect((await getStored(fake)).users).toEqual([]);
    expect(readdirSync(join(fake.folder, '0a/users'))).toEqual([]);
  });
});

describe('an environment', () => {
  it('that is in use stays, and goes when it is not', async () => {
    const fake = createFakeStore();
    const store = fake.createStore();
    const python = await store.build(fake.turn('0a'));

    const whileUsed = await removeStored(await getStored(fake), systemClock);
    const found = await fake.createStore().use('0a');
    await store.close();

    expect([whileUsed, found]).toEqual([false, python]);
  });

  it('that nobody uses goes, and nothing is left of it', async () => {
    const fake = createFakeStore();
    const store = fake.createStore();
    await store.build(fake.turn('0a'));
    await store.close();

    expect(await removeStored(await getStored(fake), systemClock)).toBe(true);
    expect(readdirSync(fake.folder)).toEqual([]);
  });

  it('that is being built stays', async () => {
    const fake = createFakeStore();
    let isRemoved: boolean | undefined;
    const { build } = fake.turn('0a');
    const turn = fake.turn('0a', {
      build: async (place) => {
        isRemoved = await removeStored(await getStored(fake), systemClock);
        return build(place);
      },
    });

    await fake.createStore().build(turn);

    expect(isRemoved).toBe(false);
  });

  it('is there for everybody who was given it, however often it is pruned', async () => {
    const fake = createFakeStore();
    const take = async (): Promise<number> => {
      const store = fake.createStore();
      const python = (await store.use('0a')) ?? (await store.build(fake.turn('0a')));
      await new Promise((resolve) => setImmediate(resolve));
      const files = readdirSync(fake.sitePackages(python)).length;
      await store.close();
      return files;
    };
    let isDone = false;
    const prune = async (): Promise<void> => {
      while (!isDone) for (const stored of await listStored(fake.folder)) await removeStored(stored, systemClock);
    };
    const pruning = prune();

    const found: number[] = [];
    for (let round = 0; round < 20; round += 1) found.push(...(await Promise.all([take(), take(), take()])));
    isDone = true;
    await pruning;

    expect(new Set(found)).toEqual(new Set([3]));
  });
});

describe('the diagnosis of an environment', () => {
  it.each([
    ['nothing has changed', () => undefined, {}, {}],
    [
      'a file is missing',
      (packages: string) => rmSync(join(packages, 'six.py')),
      { missing: ['six.py'] },
      { missing: ['six.py'] },
    ],
    [
      'a file has another size',
      (packages: string) => writeFileSync(join(packages, 'six.py'), 'x = 22\n'),
      { changed: ['six.py'] },
      { changed: ['six.py'] },
    ],
    [
      'a file has other text of the same size',
      (packages: string) => writeFileSync(join(packages, 'six.py'), 'x = 2\n'),
      {},
      { changed: ['six.py'] },
    ],
    [
      'Python has written bytecode',
      (packages: string) => writeFileSync(join(packages, '__pycache__/six.pyc'), ''),
      {},
      {},
    ],
  ])('when %s', async (_what, change, shallow, deep) => {
    const fake = createFakeStore();
    const packages = fake.sitePackages(await fake.createStore().build(fake.turn('0a')));
    unseal(packages);
    change(packages);
    const stored = await getStored(fake);

    const found = [await diagnose(stored, false), await diagnose(stored, true)];

    const sound = { missing: [], changed: [], changedElsewhere: [], hasLostInterpreter: false };
    expect(found).toEqual([
      { ...sound, ...shallow },
      { ...sound, ...deep },
    ]);
    expect(found.map((one) => one && isSound(one))).toEqual([
      Object.keys(shallow).length === 0,
      Object.keys(deep).length === 0,
    ]);
  });

  it('tells that its interpreter is gone', async () => {
    const fake = createFakeStore();
    const python = await fake.createStore().build(fake.turn('0a'));
    unseal(fake.folder);
    rmSync(python);

    expect((await diagnose(await getStored(fake), false))?.hasLostInterpreter).toBe(true);
  });
});

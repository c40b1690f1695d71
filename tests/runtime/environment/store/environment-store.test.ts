import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unseal } from '../../../unseal.js';
import { createFakeStore } from './fake-store.js';

describe('an environment', () => {
  it('is built once by all who want it at the same time, and found by who comes later', async () => {
    const { createStore, turn, builds } = createFakeStore();
    const stores = [createStore(), createStore(), createStore()];

    const built = await Promise.all(stores.map((store) => store.build(turn('0a'))));
    const found = await createStore().use('0a');

    expect(new Set([...built, found]).size).toBe(1);
    expect(builds).toEqual(['0a']);
  });

  it('of which nothing is there is not found', async () => {
    expect(await createFakeStore().createStore().use('0a')).toBeUndefined();
  });

  it('that cannot be built leaves nothing behind', async () => {
    const { createStore, turn, folder } = createFakeStore();
    const build = async (place: string): Promise<never> => {
      writeFileSync(join(place, 'half'), '');
      throw new Error('no network');
    };

    await expect(createStore().build(turn('0a', { build }))).rejects.toThrow('no network');

    expect(readdirSync(join(folder, '0a'))).toEqual(['users']);
  });

  it('whose builder was killed is built anew, and what was left is cleared away', async () => {
    const { createStore, turn, folder } = createFakeStore();
    mkdirSync(join(folder, '0a/left-behind/venv'), { recursive: true });
    writeFileSync(join(folder, '0a/environment.json.draft'), '{');

    await createStore().build(turn('0a'));

    expect(readdirSync(join(folder, '0a')).sort((a, b) => b.length - a.length)).toEqual([
      expect.stringMatching(/^[0-9a-f-]{36}$/),
      'environment.json',
      'users',
    ]);
  });

  it.each([
    ['its interpreter is gone', (python: string) => rmSync(python)],
    ['a package is missing', (_python: string, packages: string) => rmSync(join(packages, 'six.py'))],
    ['all packages are missing', (_python: string, packages: string) => rmSync(packages, { recursive: true })],
  ])('is never used again when %s', async (_what, damage) => {
    const { createStore, turn, sitePackages, builds, folder } = createFakeStore();
    const store = createStore();
    const python = await store.build(turn('0a'));
    unseal(folder);
    damage(python, sitePackages(python));

    const found = await store.use('0a');
    const again = await store.build(turn('0a'));

    expect(found).toBeUndefined();
    expect(existsSync(join(sitePackages(again), 'six.py'))).toBe(true);
    expect(builds).toEqual(['0a', '0a']);
  });

  it('with a manifest that is damaged is built anew', async () => {
    const { createStore, turn, folder, builds } = createFakeStore();
    await createStore().build(turn('0a'));
    writeFileSync(join(folder, '0a/environment.json'), '{"format":2}');

    expect(await createStore().use('0a')).toBeUndefined();
    await createStore().build(turn('0a'));
    expect(builds).toHaveLength(2);
  });

  it('has a manifest that says what it is, without credentials', async () => {
    const { createStore, turn, folder } = createFakeStore();
    const { build } = turn('0a');
    const withSecret = async (place: string) => {
      const built = await build(place);
      return { ...built, request: { ...built.request, requirements: ['own @ https://ci:secret@example.org/own.whl'] } };
    };

    await createStore().build(turn('0a', { build: withSecret }));

    const manifest = JSON.parse(readFileSync(join(folder, '0a/environment.json'), 'utf8'));
    expect(manifest).toMatchObject({
      format: 2,
      key: '0a',
      request: { key: '0a', requirements: ['own @ https://***@example.org/own.whl'] },
      topLevel: ['six-1.17.0.dist-info', 'six.py'],
      fileCount: 3,
    });
  });
});

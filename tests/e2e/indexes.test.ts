import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEvent } from '@taskloom/runtime';
import { dag, python, type Tasks, task } from '@taskloom/sdk';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeHome } from '../unseal.js';
import { type IndexServer, startIndex } from './index-server.js';
import { readAll, readCommandLines, watchCommandLines } from './leaks.js';
import { createTestRuntime } from './test-runtime.js';
import { makeWheel } from './wheels.js';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-index-'));
afterAll(() => removeHome(folder));
const wheels = join(folder, 'wheels');
makeWheel(wheels, 'shade', '1.0');
makeWheel(wheels, 'shade', '2.0');

const UV = process.env['TASKLOOM_TEST_UV'];
const INSTALLERS = UV === undefined ? (['pip'] as const) : (['pip', 'uv'] as const);
const SECRET = 'pa55-of-the-index';

interface Wanted {
  readonly indexUrls: string[];
  readonly requirements?: string[];
  readonly installer: 'pip' | 'uv';
}

function createShade({ indexUrls, requirements = ['shade'], installer }: Wanted) {
  @dag()
  class Shade {
    @task.virtualenv({ indexUrls, requirements, installer }) read(): string {
      return python`
        import shade
        return shade.version
      `;
    }
    flow({ read }: Tasks<Shade>) {
      return read();
    }
  }
  return Shade;
}

describe.each(INSTALLERS)('from an index, %s', (installer) => {
  let index: IndexServer;
  const before = { ...process.env };

  beforeEach(async () => {
    index = await startIndex(wheels);
    // What went wrong is not tried again and again, and comes from no cache.
    const cache = mkdtempSync(join(folder, 'cache-'));
    Object.assign(process.env, { PIP_RETRIES: '0', UV_HTTP_RETRIES: '0', PIP_NO_CACHE_DIR: '1', UV_CACHE_DIR: cache });
    if (installer === 'uv') process.env['TASKLOOM_UV'] = UV ?? '';
  });

  afterEach(async () => {
    await index[Symbol.asyncDispose]();
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });

  it('installs with a password that nobody gets to see', async () => {
    index.behaviour.credentials = `ci:${SECRET}`;
    const events: RunEvent[] = [];
    await using test = await createTestRuntime({ observers: [(event) => events.push(event)] });

    using watch = watchCommandLines();
    const result = await test.runtime.run(createShade({ indexUrls: [index.url(`ci:${SECRET}`)], installer }));

    expect(result.value).toBe('2.0');
    if (process.platform === 'linux') expect(watch.seen.some((lines) => lines.includes(test.home))).toBe(true);
    for (const text of [...watch.seen, JSON.stringify(events), readAll(test.home)]) expect(text).not.toContain(SECRET);
  });

  it('installs from a URL with a password, and writes the password nowhere', async () => {
    index.behaviour.credentials = `ci:${SECRET}`;
    await using test = await createTestRuntime();
    const url = index.url(`ci:${SECRET}`).replace('/simple', '/files/shade-1.0-py2.py3-none-any.whl');
    const Shade = createShade({ indexUrls: [], requirements: [`shade @ ${url}`], installer });

    const first = await test.runtime.run(Shade);
    removeHome(join(test.home, 'environments'));
    const again = await test.runtime.run(Shade);

    expect([first.value, again.value]).toEqual(['1.0', '1.0']);
    expect(readAll(test.home)).not.toContain(SECRET);
  });

  it('is refused for a wrong password, which is not told', async () => {
    index.behaviour.credentials = `ci:${SECRET}`;
    await using test = await createTestRuntime();

    const result = await test.runtime.run(createShade({ indexUrls: [index.url('ci:wrong-pa55')], installer }));

    const { error } = result.task('read');
    expect(error?.code).toBe('ENVIRONMENT_BUILD_FAILED');
    expect(error?.message).toMatch(/shade/);
    expect(JSON.stringify(error) + readAll(test.home)).not.toContain('wrong-pa55');
  });

  it('takes the password of a netrc file', async () => {
    index.behaviour.credentials = `ci:${SECRET}`;
    const netrc = join(folder, 'netrc');
    writeFileSync(netrc, `machine 127.0.0.1 login ci password ${SECRET}\n`, { mode: 0o600 });
    process.env['NETRC'] = netrc;
    await using test = await createTestRuntime();

    const result = await test.runtime.run(createShade({ indexUrls: [index.url()], installer }));

    expect(result.value).toBe('2.0');
  });

  it.runIf(installer === 'uv')('is not asked again for what has been resolved, and is in the cache of uv', async () => {
    await using test = await createTestRuntime();
    const Shade = createShade({ indexUrls: [index.url()], installer });
    await test.runtime.run(Shade);
    removeHome(join(test.home, 'environments'));
    index.behaviour.credentials = 'nobody:knows';

    expect((await test.runtime.run(Shade)).value).toBe('2.0');
  });

  it('leaves a release alone that was yanked', async () => {
    index.behaviour.yanked = ['shade-2.0-py2.py3-none-any.whl'];
    await using test = await createTestRuntime();

    const result = await test.runtime.run(createShade({ indexUrls: [index.url()], installer }));

    expect(result.value).toBe('1.0');
  });

  it.each(['error', 'cut-off'] as const)('leaves nothing half there when a transfer ends in %s', async (wheel) => {
    index.behaviour.wheels = wheel;
    await using test = await createTestRuntime();
    const Shade = createShade({ indexUrls: [index.url()], installer });

    const failed = await test.runtime.run(Shade);
    delete index.behaviour.wheels;
    const next = await test.runtime.run(Shade);

    expect(failed.task('read').error?.code).toBe('ENVIRONMENT_BUILD_FAILED');
    expect(next.value).toBe('2.0');
  });

  it('refuses a file that is not what the index says', async () => {
    index.behaviour.hasWrongHashes = true;
    await using test = await createTestRuntime();

    const result = await test.runtime.run(createShade({ indexUrls: [index.url()], installer }));

    expect(result.task('read').error).toMatchObject({
      code: 'ENVIRONMENT_BUILD_FAILED',
      hint: expect.stringMatching(/^The index serves another file than the one that was resolved\./),
    });
  });

  it('is given up when the run is cancelled while it waits for a file', async () => {
    index.behaviour.wheels = 'held-back';
    await using test = await createTestRuntime();
    const handle = test.runtime.start(createShade({ indexUrls: [index.url()], installer }));
    await index.wheelAsked;

    handle.cancel();
    const result = await handle.done;
    await test.runtime.close();

    expect(result.state).toBe('cancelled');
    expect(readAll(test.home)).not.toContain('venv/bin');
    expect(readCommandLines()).not.toContain(test.home);
  });

  it('is told of a package that the index does not have', async () => {
    await using test = await createTestRuntime();

    const result = await test.runtime.run(
      createShade({ indexUrls: [index.url()], requirements: ['no-such-shade'], installer }),
    );

    expect(result.task('read').error?.message).toMatch(/no-such-shade/);
  });
});

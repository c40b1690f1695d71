/** A disk without room for what a run needs: it is said, nothing is half there, and the next run works. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TaskloomError } from '@taskloom/sdk';
import { afterAll, describe, expect, it } from 'vitest';
import { createLocalEnvironments } from '../../packages/runtime/src/environment/local-environments.js';
import type { EnvironmentRequest } from '../../packages/runtime/src/ports.js';
import { systemClock } from '../../packages/runtime/src/system-clock.js';
import { removeHome } from '../unseal.js';
import { PYTHON } from './test-runtime.js';
import { makeWheel } from './wheels.js';

const UV = process.env['TASKLOOM_TEST_UV'];
const KB = 1024;
const MB = 1024 * KB;

const folder = mkdtempSync(join(tmpdir(), 'taskloom-full-'));
afterAll(() => removeHome(folder));
makeWheel(join(folder, 'wheels'), 'heavy', '1.0', { sizeBytes: 4 * MB });

/** Undefined where this process may not mount. */
function mountDisk(): string | undefined {
  const disk = mkdtempSync(join(folder, 'disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  afterAll(() => {
    execFileSync('umount', [disk]);
  });
  return disk;
}

/** Takes all room on the disk but so much. */
function leaveRoom(disk: string, bytes: number): void {
  const file = join(disk, 'filler');
  rmSync(file, { force: true });
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(file, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
}

function createRequest(installer: 'pip' | 'uv'): EnvironmentRequest {
  const options = { constraints: [], systemSitePackages: false, installOptions: [], indexUrls: [] };
  return {
    ...options,
    python: PYTHON,
    requirements: ['heavy'],
    findLinks: [join(folder, 'wheels')],
    installer,
    taskId: 'a',
  };
}

/** A runtime's life, in which it asks for one environment. */
async function acquire(home: string, installer: 'pip' | 'uv'): Promise<string> {
  const provider = createLocalEnvironments({ home, clock: systemClock, frozen: 'never' });
  try {
    return (await provider.acquire(createRequest(installer), () => undefined, new AbortController().signal)).python;
  } finally {
    await provider.close();
  }
}

/** Files, but for those that say what is known: of interpreters, of what resolved to what, and a pip that is whole. */
function listLeft(home: string): readonly string[] {
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((one) => !one.isDirectory());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name).slice(home.length + 1));
  return paths.filter(
    (path) => !/^(?:interpreters\.json|resolutions\/\w+\/resolution\.json|tools\/pip-[\d.]+\/.*)$/.test(path),
  );
}

const disk = mountDisk();

describe.runIf(disk !== undefined).each(UV === undefined ? (['pip'] as const) : (['pip', 'uv'] as const))(
  'an environment made by %s on a disk that is full',
  (installer) => {
    it('is told from others that fail, whatever it was that had no room, and is made when there is some', async () => {
      Object.assign(process.env, {
        TASKLOOM_UV: UV ?? '',
        UV_CACHE_DIR: join(folder, 'cache'),
        PIP_CONFIG_FILE: '/dev/null',
      });
      const home = mkdtempSync(join(disk ?? '', 'home-'));
      const failures: unknown[] = [];
      const left: string[] = [];
      const rooms = [0, 4 * KB, 8 * KB, 16 * KB, 32 * KB, 64 * KB, 256 * KB, 2 * MB, 6 * MB, 14 * MB];

      for (const room of rooms) {
        leaveRoom(disk ?? '', room);
        const outcome: unknown = await acquire(home, installer).catch((error: unknown) => error);
        if (typeof outcome === 'string') break;
        failures.push(outcome);
        left.push(...listLeft(home));
      }
      leaveRoom(disk ?? '', 40 * MB);
      const python = await acquire(home, installer);

      expect(failures.length).toBeGreaterThan(5);
      for (const error of failures) {
        expect(error).toBeInstanceOf(TaskloomError);
        expect(error).toMatchObject({
          code: 'HOME_UNUSABLE',
          message: expect.stringMatching(/^The disk is full: \/.* could not be written\.$/),
          hint: 'Make room: `taskloom env prune --unused` takes away the environments that nobody uses. Then run it again.',
        });
      }
      expect(left).toEqual([]);
      expect(execFileSync(python, ['-c', 'import heavy; print(heavy.version)'], { encoding: 'utf8' })).toBe('1.0\n');
    });
  },
);

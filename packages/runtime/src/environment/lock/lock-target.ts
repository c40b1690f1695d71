/** Pythons and systems that a lock file can cover beside the one that writes it. */
import { runtimeError } from '../../errors.js';
import type { InterpreterIdentity } from '../interpreters/interpreter.js';
import { describeTarget } from './locked-request.js';

export interface ForeignTarget {
  /** `3.11` */
  readonly pythonVersion: string;
  /** As uv names it; absent: this machine's. */
  readonly uvPlatform?: string;
}

export interface LockTarget {
  /** As a lock file has it. */
  readonly name: string;
  /** Absent for the interpreter itself. */
  readonly foreign?: ForeignTarget;
}

/** By our names, those of uv. */
const PLATFORMS: Readonly<Record<string, string>> = {
  'linux-x86_64': 'x86_64-unknown-linux-gnu',
  'linux-aarch64': 'aarch64-unknown-linux-gnu',
  'linux-x86_64-musl': 'x86_64-unknown-linux-musl',
  'linux-aarch64-musl': 'aarch64-unknown-linux-musl',
  'macos-arm64': 'aarch64-apple-darwin',
  'macos-x86_64': 'x86_64-apple-darwin',
};

/**
 * The interpreter itself where nothing else is asked for, else every version on every platform that is.
 *
 * @throws TaskloomError USAGE for what is none
 */
export function listTargets(
  interpreter: InterpreterIdentity,
  { pythonVersions, platforms }: { readonly pythonVersions: readonly string[]; readonly platforms: readonly string[] },
): readonly LockTarget[] {
  const own = describeTarget(interpreter);
  const [implementation, ownVersion = '', ownPlatform = ''] = own.split(' ');
  const versions = pythonVersions.length === 0 ? [ownVersion] : pythonVersions;
  const wanted = platforms.length === 0 ? [ownPlatform] : platforms;
  return versions.flatMap((pythonVersion) =>
    wanted.map((platform) => {
      if (platform !== ownPlatform) checkPlatform(platform, ownPlatform);
      const name = `${implementation} ${pythonVersion} ${platform}`;
      if (name === own) return { name };
      checkPythonVersion(pythonVersion, ownVersion);
      const uvPlatform = platform === ownPlatform ? {} : { uvPlatform: PLATFORMS[platform] ?? '' };
      return { name, foreign: { pythonVersion, ...uvPlatform } };
    }),
  );
}

/** uv resolves for no older one, and for no free-threaded one that is not there. */
const OLDEST = 6;

function checkPythonVersion(version: string, own: string): void {
  const [, minor = 0] = /^3\.(\d+)$/.exec(version) ?? [];
  if (Number(minor) >= OLDEST) return;
  throw runtimeError('USAGE', `--python-version ${version} is no version to lock for.`, {
    hint: `Give major and minor version, 3.${OLDEST} or later: --python-version 3.12. The task's own is ${own}.`,
  });
}

function checkPlatform(platform: string, own: string): void {
  if (Object.hasOwn(PLATFORMS, platform)) return;
  const names = [...new Set([...Object.keys(PLATFORMS), own])];
  throw runtimeError('USAGE', `--platform ${platform} is no platform to lock for.`, {
    hint: `There is ${names.join(', ')}.`,
  });
}

/** What a lock file has for a request, and what it lacks. */
import type { TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import type { LockedEnvironment } from './lock-file.js';

export interface WantedLock {
  /** Undefined: any will do. */
  readonly target?: string;
  readonly request: readonly string[];
}

export function findLocked(
  environments: readonly LockedEnvironment[],
  { target, request }: WantedLock,
): LockedEnvironment | undefined {
  return environments.find((one) => (target === undefined || one.target === target) && isSame(one.request, request));
}

export interface StaleLock extends WantedLock {
  readonly file: string;
  readonly taskId: string;
  /** Undefined when there is no such file. */
  readonly environments: readonly LockedEnvironment[] | undefined;
}

/** What differs, from the environment in the lock file that has most in common with the request. */
export function describeStaleLock(stale: StaleLock): TaskloomError {
  const { file, taskId, environments } = stale;
  const what =
    environments === undefined
      ? `There is no lock file ${file}, which the task "${taskId}" needs.`
      : `The lock file ${file} does not hold what the task "${taskId}" requires${tellDifference(stale, environments)}`;
  return runtimeError('LOCK_STALE', what, {
    hint: 'Run `taskloom env lock` on the pipeline and keep what it writes, or run without `--frozen`.',
    details: { taskId, file },
  });
}

function tellDifference({ target, request }: StaleLock, environments: readonly LockedEnvironment[]): string {
  const targets = environments.filter((one) => isSame(one.request, request)).map((one) => one.target);
  if (targets.length > 0) return ` for ${target}: it does for ${targets.join(', ')}.`;
  const nearest = environments
    .filter((one) => target === undefined || one.target === target)
    .map((one) => ({ one, common: one.request.filter((line) => request.includes(line)).length }))
    .sort((a, b) => b.common - a.common)[0];
  const locked = nearest === undefined || nearest.common === 0 ? [] : nearest.one.request;
  const added = request.filter((line) => !locked.includes(line)).map((line) => `\n  + ${line}`);
  const removed = locked.filter((line) => !request.includes(line)).map((line) => `\n  - ${line}`);
  return `:${[...removed, ...added].join('')}`;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

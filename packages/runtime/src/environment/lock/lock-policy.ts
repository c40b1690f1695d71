/** When a run reads the lock file beside its source, and when a lock file that is stale is refused. */

import { dirname } from 'node:path';
import type { EnvironmentRequest } from '../../ports.js';
import type { InterpreterIdentity } from '../interpreters/interpreter.js';
import type { Resolution } from '../resolution/resolution.js';
import { describeStaleLock, findLocked } from './find-locked.js';
import { LockFiles, locateLock } from './lock-files.js';
import { describeLockedRequest, describeTarget } from './locked-request.js';

/**
 * `never` refuses none; `stale` refuses a lock file that does not hold what is asked for; `missing` wants one to be there,
 * too.
 */
export type FrozenLock = 'never' | 'stale' | 'missing';

export class LockPolicy {
  readonly #frozen: FrozenLock;
  readonly #files = new LockFiles();

  constructor(frozen: FrozenLock) {
    this.#frozen = frozen;
  }

  /** What can be refused before the interpreter is known. @throws TaskloomError LOCK_INVALID, LOCK_STALE */
  check(request: EnvironmentRequest): void {
    if (this.#isLocked(request)) this.#find(request, undefined);
  }

  /** What the lock file has for the request. @throws TaskloomError LOCK_INVALID, LOCK_STALE */
  find(request: EnvironmentRequest, interpreter: InterpreterIdentity): Resolution | undefined {
    return this.#isLocked(request) ? this.#find(request, describeTarget(interpreter)) : undefined;
  }

  #find(request: EnvironmentRequest, target: string | undefined): Resolution | undefined {
    const file = locateLock(request.sourceFile ?? '');
    const environments = this.#files.read(file);
    const wanted = {
      request: describeLockedRequest(request, dirname(file)),
      ...(target === undefined ? {} : { target }),
    };
    const found = environments === undefined ? undefined : findLocked(environments, wanted);
    const isRefused = environments === undefined ? this.#frozen === 'missing' : this.#frozen !== 'never';
    if (found === undefined && isRefused)
      throw describeStaleLock({ ...wanted, file, environments, taskId: request.taskId });
    return found?.resolution;
  }

  /** Without requirements there is nothing to lock, and with the interpreter's own packages nothing can be. */
  #isLocked({ sourceFile, requirements, systemSitePackages }: EnvironmentRequest): boolean {
    return sourceFile !== undefined && requirements.length > 0 && !systemSitePackages;
  }
}

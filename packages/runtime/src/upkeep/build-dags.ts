/** Builds the environments of DAGs ahead of a run. */
import type { DagClass } from '@taskloom/sdk/internal';
import type { PythonDownloads } from '../environment/interpreters/interpreter-finder.js';
import { createLocalEnvironments } from '../environment/local-environments.js';
import type { EnvironmentProgress, EnvironmentRequest } from '../ports.js';
import { resolveRuntimeOptions } from '../runtime-options.js';
import { systemClock } from '../system-clock.js';
import { listRequests, withLocation } from './list-requests.js';
import type { GivenParams } from './plan-ahead.js';

export interface BuildCommand {
  /** The home of a runtime. Absolute. */
  readonly home: string;
  /** What templates are rendered with. */
  readonly params: GivenParams;
  readonly pythonDownloads?: PythonDownloads;
  readonly frozen?: boolean;
  readonly signal: AbortSignal;
  onProgress(progress: EnvironmentProgress, request: EnvironmentRequest): void;
}

export interface BuiltEnvironment {
  readonly taskIds: readonly string[];
  readonly key: string;
  /** Absolute path of its interpreter. */
  readonly python: string;
}

/**
 * Each environment once, several side by side.
 *
 * @throws TaskloomError what planning refuses, and the first thing that cannot be built
 */
export async function buildDags(
  dags: readonly DagClass[],
  { home, params, signal, onProgress, ...options }: BuildCommand,
): Promise<readonly BuiltEnvironment[]> {
  const { frozen, pythonDownloads } = resolveRuntimeOptions({ home, ...options });
  const provider = createLocalEnvironments({ home, clock: systemClock, frozen, pythonDownloads });
  const giveUp = new AbortController();
  try {
    const requests = await listRequests(dags, home, params);
    for (const one of requests) await withLocation(one, () => provider.check(one.request));
    const all = AbortSignal.any([signal, giveUp.signal]);
    const built = await Promise.all(
      requests.map((one) =>
        withLocation(one, () => provider.acquire(one.request, (progress) => onProgress(progress, one.request), all)),
      ),
    );
    return groupByKey(built.map((one, index) => ({ ...one, taskId: requests[index]?.request.taskId ?? '' })));
  } catch (error) {
    giveUp.abort(error);
    throw error;
  } finally {
    await provider.close();
  }
}

function groupByKey(
  built: readonly { readonly key: string; readonly python: string; readonly taskId: string }[],
): readonly BuiltEnvironment[] {
  const groups = new Map<string, BuiltEnvironment>();
  for (const { key, python, taskId } of built) {
    const taskIds = [...(groups.get(key)?.taskIds ?? []), taskId];
    groups.set(key, { key, python, taskIds });
  }
  return [...groups.values()];
}

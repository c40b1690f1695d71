/** The environment of one task of a pipeline, for use outside of a run. */
import { dirname } from 'node:path';
import type { DagClass } from '@taskloom/sdk/internal';
import type { InterpreterIdentity } from '../environment/interpreters/interpreter.js';
import type { PythonDownloads } from '../environment/interpreters/interpreter-finder.js';
import { createLocalEnvironments } from '../environment/local-environments.js';
import type { Resolution } from '../environment/resolution/resolution.js';
import { runtimeError } from '../errors.js';
import type { EnvironmentProgress, EnvironmentRequest } from '../ports.js';
import { listNativeVariables } from '../process/foreign-variables.js';
import { runInteractive } from '../process/run-interactive.js';
import { resolveRuntimeOptions } from '../runtime-options.js';
import { systemClock } from '../system-clock.js';
import { listRequests, type PlannedRequest, withLocation } from './list-requests.js';
import type { GivenParams } from './plan-ahead.js';

export interface TaskEnvironmentCommand {
  /** The home of a runtime. Absolute. */
  readonly home: string;
  /** What templates are rendered with. */
  readonly params: GivenParams;
  readonly pythonDownloads?: PythonDownloads;
  /** Undefined: the one virtualenv task that there is. */
  readonly taskId: string | undefined;
  readonly signal: AbortSignal;
  onProgress(progress: EnvironmentProgress): void;
}

export interface TaskEnvironment {
  /** Absolute path of its interpreter. */
  readonly python: string;
  /** The one that it was made from. */
  readonly interpreter: InterpreterIdentity;
  /** Absent with `systemSitePackages`. */
  readonly resolution: Resolution | undefined;
}

/**
 * Built where it has to be. What is done with it is done while it is in use.
 *
 * @throws TaskloomError TASK_UNKNOWN, USAGE, what planning refuses, and what cannot be built
 */
export async function withTaskEnvironment<T>(
  dags: readonly DagClass[],
  { home, params, pythonDownloads, taskId, signal, onProgress }: TaskEnvironmentCommand,
  use: (environment: TaskEnvironment, request: EnvironmentRequest) => Promise<T>,
): Promise<T> {
  const { frozen } = resolveRuntimeOptions({ home });
  const provider = createLocalEnvironments({ home, clock: systemClock, frozen, pythonDownloads });
  try {
    const planned = chooseRequest(await listRequests(dags, home, params), taskId);
    const { request } = planned;
    const { python } = await withLocation(planned, () => {
      provider.check(request);
      return provider.acquire(request, onProgress, signal);
    });
    const { interpreter, resolution } = await provider.locate(request);
    return await use({ python, interpreter, resolution }, request);
  } finally {
    await provider.close();
  }
}

/** A Python prompt, in which what is beside the source can be imported as in the task. Gives its exit code. */
export function openShell({ python }: TaskEnvironment, { sourceFile = '' }: EnvironmentRequest, cwd: string) {
  const prepare = `import sys; sys.path[0] = ${JSON.stringify(dirname(sourceFile))}; del sys`;
  return runInteractive({ file: python, args: ['-i', '-c', prepare], env: listNativeVariables(), cwd });
}

function chooseRequest(requests: readonly PlannedRequest[], taskId: string | undefined): PlannedRequest {
  const names = [...new Set(requests.map(({ request }) => request.taskId))].join(', ') || 'none';
  if (taskId !== undefined) {
    const found = requests.find(({ request }) => request.taskId === taskId);
    if (found !== undefined) return found;
    throw runtimeError('TASK_UNKNOWN', `There is no virtualenv task "${taskId}" in the file.`, {
      hint: `There is: ${names}.`,
    });
  }
  const [only] = requests;
  if (only !== undefined && requests.length === 1) return only;
  throw runtimeError('USAGE', `The file has ${requests.length} virtualenv tasks.`, { hint: `Name one: ${names}.` });
}

/** What the virtualenv tasks of DAGs ask for. */
import { join } from 'node:path';
import { type DagClass, type SourceLocation, TaskloomError } from '@taskloom/sdk/internal';
import type { EnvironmentRequest } from '../ports.js';
import { describeEnvironment } from '../requirements/describe-environment.js';
import { resolveRuntimeOptions } from '../runtime-options.js';
import { createSourceReader } from '../source/source-reader.js';
import { type GivenParams, planAhead } from './plan-ahead.js';

export interface PlannedRequest {
  readonly request: EnvironmentRequest;
  /** Of the task. */
  readonly location: SourceLocation;
}

/** What is done for a task's request, whose errors then tell the task's place where they know none better. */
export async function withLocation<T>({ location }: PlannedRequest, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TaskloomError) || error.location !== undefined) throw error;
    const { code, message, hint, details } = error;
    throw new TaskloomError(code, message, { hint, details, location, cause: error });
  }
}

/**
 * One for each task.
 *
 * @param home of a runtime. Absolute
 * @param params what templates are rendered with
 * @throws TaskloomError what planning refuses, PARAMS_INVALID, TEMPLATE_INVALID
 */
export async function listRequests(
  dags: readonly DagClass[],
  home: string,
  params: GivenParams,
): Promise<readonly PlannedRequest[]> {
  const { python: defaultPython } = resolveRuntimeOptions({ home });
  const sources = createSourceReader({ cacheDir: join(home, 'sources') });
  const requests: PlannedRequest[] = [];
  for (const dag of dags) {
    const { tasks, run } = await planAhead(dag, params, { sources, checkTask: () => undefined });
    const virtualenvs = tasks.filter(({ spec }) => spec.kind === 'virtualenv');
    requests.push(
      ...virtualenvs.map((task) => ({
        request: describeEnvironment(task, { run, defaultPython }),
        location: task.location,
      })),
    );
  }
  return requests;
}

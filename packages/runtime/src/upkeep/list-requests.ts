/** What the virtualenv tasks of DAGs ask for. */
import { join } from 'node:path';
import type { DagClass } from '@taskloom/sdk/internal';
import type { EnvironmentRequest } from '../ports.js';
import { describeEnvironment } from '../requirements/describe-environment.js';
import { resolveRuntimeOptions } from '../runtime-options.js';
import { createSourceReader } from '../source/source-reader.js';
import { type GivenParams, planAhead } from './plan-ahead.js';

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
): Promise<readonly EnvironmentRequest[]> {
  const { python: defaultPython } = resolveRuntimeOptions({ home });
  const sources = createSourceReader({ cacheDir: join(home, 'sources') });
  const requests: EnvironmentRequest[] = [];
  for (const dag of dags) {
    const { tasks, run } = await planAhead(dag, params, { sources, checkTask: () => undefined });
    const virtualenvs = tasks.filter(({ spec }) => spec.kind === 'virtualenv');
    requests.push(...virtualenvs.map((task) => describeEnvironment(task, { run, defaultPython })));
  }
  return requests;
}

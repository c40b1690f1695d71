/** What the virtualenv tasks of DAGs ask for. */

import { join } from 'node:path';
import { type DagClass, describeDag } from '@taskloom/sdk/internal';
import { buildPlan } from '../plan/build-plan.js';
import type { EnvironmentRequest } from '../ports.js';
import { describeEnvironment } from '../requirements/describe-environment.js';
import { resolveRuntimeOptions } from '../runtime-options.js';
import { createSourceReader } from '../source/source-reader.js';

/**
 * One for each task.
 *
 * @param home of a runtime. Absolute
 * @throws TaskloomError what planning refuses
 */
export async function listRequests(dags: readonly DagClass[], home: string): Promise<readonly EnvironmentRequest[]> {
  const { python } = resolveRuntimeOptions({ home });
  const sources = createSourceReader({ cacheDir: join(home, 'sources') });
  const requests: EnvironmentRequest[] = [];
  for (const dag of dags) {
    const { tasks } = await buildPlan(describeDag(dag), { sources, checkTask: () => undefined });
    const virtualenvs = tasks.filter(({ spec }) => spec.kind === 'virtualenv');
    requests.push(...virtualenvs.map((task) => describeEnvironment(task, python)));
  }
  return requests;
}

/** What to do when a task could not import a module: the distribution that brings it along is often named otherwise. */
import type { TaskSpec } from '@taskloom/sdk/internal';
import { adviseOnModule, findDistribution } from '../../requirements/module-distribution.js';
import type { TaskFailure } from '../../task-failure.js';

/** The same failure, with a hint that is better than the harness's own where it is known what a distribution could bring along. */
export function adviseOnMissingModule(failure: TaskFailure, { kind, options }: TaskSpec): TaskFailure {
  const module = findMissingModule(failure);
  if (module === undefined) return failure;
  const distribution = findDistribution(module);
  const hint =
    kind === 'virtualenv'
      ? `${adviseOnModule(module)} A module of your own goes beside the pipeline.`
      : `Install ${distribution === undefined ? 'what has it' : `'${distribution}'`} for ${options.python}, or make it a \`@task.virtualenv\` that requires it.`;
  return { ...failure, hint };
}

/** The whole of a first name: a part that a package lacks is not missing from the requirements. */
function findMissingModule({ type, message }: TaskFailure): string | undefined {
  if (type !== 'ModuleNotFoundError' && type !== 'ImportError') return undefined;
  // Python 2.7 has no quotes.
  const [, module] = /^No module named '?([A-Za-z_]\w*)'?$/.exec(message) ?? [];
  return module;
}

/** What a kind of failure leads to, as the author has laid it down: a pure function. */
import type { RetryRuleSpec } from '@taskloom/sdk/internal';
import type { TaskFailure } from '../../task-failure.js';

/** The first rule that speaks of the failure. */
export function findRetryRule(policy: readonly RetryRuleSpec[], failure: TaskFailure): RetryRuleSpec | undefined {
  const names = nameFailure(failure);
  return policy.find(({ on }) => on.some((name) => names.has(name)));
}

/** A type, and each that it extends, also without its module: `requests.exceptions.Timeout` is a `Timeout`. */
function nameFailure({ type, bases = [], code, exitCode, signal }: TaskFailure): ReadonlySet<string> {
  return new Set([
    type,
    type.slice(type.lastIndexOf('.') + 1),
    ...bases,
    ...bases.map((base) => base.slice(base.lastIndexOf('.') + 1)),
    ...(code === undefined ? [] : [code]),
    ...(code === 'TASK_TIMEOUT' ? ['timeout'] : []),
    ...(exitCode === undefined ? [] : [`exit:${exitCode}`]),
    ...(signal === undefined ? [] : [`signal:${signal}`]),
  ]);
}

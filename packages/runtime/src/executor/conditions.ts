/** Asks a task's conditions before each of its attempts, whatever its kind. */
import { SkipTask, type TaskContext } from '@taskloom/sdk';
import type { MethodCondition } from '@taskloom/sdk/internal';
import type { AttemptHooks, AttemptOutcome, AttemptRequest, TaskExecutor } from '../ports.js';
import { AttemptOutput } from './attempt-output.js';
import type { ProcessSettings } from './attempt-process.js';
import { failWithError } from './failure/attempt-failure.js';
import { callInProcess } from './typescript-body.js';

/** The same executor; a task of which a condition does not hold is skipped, with the reason that the condition gave. */
export function withConditions(executor: TaskExecutor, settings: ProcessSettings): TaskExecutor {
  return {
    ...executor,
    execute: async (request, hooks) =>
      (await findObjection(request, hooks, settings)) ?? executor.execute(request, hooks),
  };
}

/** Undefined when nothing keeps the attempt from being made. */
async function findObjection(
  request: AttemptRequest,
  hooks: AttemptHooks,
  settings: ProcessSettings,
): Promise<AttemptOutcome | undefined> {
  const { conditions } = request.task.method;
  if (conditions.length === 0 || request.signal.aborted) return undefined;
  const output = new AttemptOutput(hooks, settings.clock);
  try {
    const end = await callInProcess({ ...settings, request, hooks, output }, async (context) => {
      for (const condition of conditions) await callAuthorCondition(condition, context);
    });
    return end.kind === 'ended' ? end.outcome : undefined;
  } catch (error) {
    return failWithError(error);
  }
}

async function callAuthorCondition({ mode, condition }: MethodCondition, context: TaskContext): Promise<void> {
  const said = await condition(context);
  const [holds, reason] = typeof said === 'boolean' ? [said, ''] : said;
  if (Boolean(holds) === (mode === 'skipIf')) throw new SkipTask(reason || DEFAULT_REASONS[mode]);
}

const DEFAULT_REASONS = {
  runIf: 'the condition to run does not hold',
  skipIf: 'the condition to skip holds',
} as const;

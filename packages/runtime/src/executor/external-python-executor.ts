/** Runs Python tasks in an interpreter that is already on the machine. */
import { runtimeError } from '../errors.js';
import type { PlannedTask, TaskExecutor } from '../ports.js';
import type { ProcessSettings } from './attempt-process.js';
import { checkInterpreter } from './failure/interpreter-failure.js';
import { runPythonAttempt } from './python-attempt.js';
import { settleAttempt } from './settle-attempt.js';

/** The interpreter is looked at when the task runs, never before: an earlier task may have made it. */
export function createExternalPythonExecutor(settings: ProcessSettings): TaskExecutor {
  return {
    check: refuseTemplate,
    execute: (request, hooks) =>
      settleAttempt(request, async () => {
        const { taskId, options } = request.task.spec;
        const { python = '' } = options;
        await checkInterpreter(python, taskId);
        return runPythonAttempt({ ...settings, python, request, hooks });
      }),
    close: async () => undefined,
  };
}

function refuseTemplate({ spec, location }: PlannedTask): void {
  const { python = '' } = spec.options;
  if (!/\{\{|\{%/.test(python)) return;
  throw runtimeError('FEATURE_UNAVAILABLE', `The option \`python\` of the task "${spec.taskId}" is a template.`, {
    hint: 'Name the interpreter by its path: templates are not rendered yet.',
    details: { taskId: spec.taskId, python },
    location,
  });
}

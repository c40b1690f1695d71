/** Runs Python tasks in an interpreter that is already on the machine. */
import type { TaskExecutor } from '../ports.js';
import { describeInterpreter, planInterpreter } from '../requirements/describe-interpreter.js';
import type { ProcessSettings } from './attempt-process.js';
import { checkInterpreter } from './failure/interpreter-failure.js';
import { runPythonAttempt } from './python-attempt.js';
import { settleAttempt } from './settle-attempt.js';

/** The interpreter is looked at when the task runs, never before: an earlier task may have made it. */
export function createExternalPythonExecutor(settings: ProcessSettings): TaskExecutor {
  return {
    check(task, run) {
      if (run === undefined) planInterpreter(task);
      else describeInterpreter(task, run);
    },
    execute: (request, hooks) =>
      settleAttempt(request, async () => {
        const { task, context } = request;
        const python = describeInterpreter(task, context);
        await checkInterpreter(python, task.spec.taskId);
        return runPythonAttempt({ ...settings, python, request, hooks });
      }),
    close: async () => undefined,
  };
}

/** Runs Python tasks in environments that are provided for them. */
import { hasCredentials, maskCredentials } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { EnvironmentProvider, PlannedTask, TaskExecutor } from '../ports.js';
import { describeEnvironment } from '../requirements/describe-environment.js';
import type { ProcessSettings } from './attempt-process.js';
import { runPythonAttempt } from './python-attempt.js';
import { settleAttempt } from './settle-attempt.js';

export interface VirtualenvSettings extends ProcessSettings {
  readonly environments: EnvironmentProvider;
  /** The version or path of a task that names none. Default '3'. */
  readonly defaultPython?: string;
}

export function createVirtualenvExecutor(settings: VirtualenvSettings): TaskExecutor {
  const { environments, ...processes } = settings;
  return {
    check(task) {
      environments.check(describeEnvironment(task, settings.defaultPython));
      refuseCredentials(task);
    },
    execute: (request, hooks) =>
      settleAttempt(request, async () => {
        const { task, signal } = request;
        const wanted = describeEnvironment(task, settings.defaultPython);
        const { python } = await environments.acquire(wanted, (progress) => hooks.onEnvironment(progress), signal);
        return runPythonAttempt({ ...processes, python, request, hooks });
      }),
    close: () => environments.close(),
  };
}

/** Everybody on the machine can read a command line. */
function refuseCredentials({ spec, location }: PlannedTask): void {
  const option = spec.options.installOptions?.find(hasCredentials);
  if (option === undefined) return;
  const message = `An entry of \`installOptions\` of the task "${spec.taskId}" has credentials in it: ${maskCredentials(option)}.`;
  throw runtimeError('REQUIREMENTS_INVALID', message, {
    hint: 'Name the index in `indexUrls` or `findLinks`, which are not passed on the command line.',
    details: { taskId: spec.taskId },
    location,
  });
}

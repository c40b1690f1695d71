/** Runs Python tasks in environments that are provided for them. */
import type { EnvironmentProvider, TaskExecutor } from '../ports.js';
import { describeEnvironment } from '../requirements/describe-environment.js';
import type { ProcessSettings } from './attempt-process.js';
import { listCertainTasks } from './certain-tasks.js';
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
    },
    prepare(tasks, hooks, signal) {
      const certain = listCertainTasks(tasks).filter(({ spec }) => spec.kind === 'virtualenv');
      for (const task of certain) {
        const wanted = describeEnvironment(task, settings.defaultPython);
        void environments.acquire(wanted, (progress) => hooks.onEnvironment(progress), signal).catch(() => undefined);
      }
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

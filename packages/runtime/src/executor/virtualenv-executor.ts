/** Runs Python tasks in environments that are provided for them. */
import type { EnvironmentProvider, TaskExecutor } from '../ports.js';
import { describeEnvironment, planEnvironment } from '../requirements/describe-environment.js';
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
  const { environments, defaultPython, ...processes } = settings;
  return {
    check(task, run) {
      const planned = planEnvironment(task, defaultPython);
      if (run === undefined && planned !== undefined) environments.check(planned);
      if (run !== undefined && planned === undefined)
        environments.check(describeEnvironment(task, { run, defaultPython }));
    },
    prepare({ tasks, run, onEnvironment, signal }) {
      const certain = listCertainTasks(tasks).filter(({ spec }) => spec.kind === 'virtualenv');
      for (const task of certain) {
        const wanted = describeEnvironment(task, { run, defaultPython });
        void environments.acquire(wanted, onEnvironment, signal).catch(() => undefined);
      }
    },
    execute: (request, hooks) =>
      settleAttempt(request, async () => {
        const { task, context, signal } = request;
        const wanted = describeEnvironment(task, { run: context, defaultPython });
        const { python } = await environments.acquire(wanted, (progress) => hooks.onEnvironment(progress), signal);
        return runPythonAttempt({ ...processes, python, request, hooks });
      }),
    close: () => environments.close(),
  };
}

/** Calls the callbacks of a task: its author's code, in this process, with the context of the attempt. */
import type { Notify } from '../ports.js';
import { AttemptOutput } from './attempt-output.js';
import type { ProcessSettings } from './attempt-process.js';
import { callInProcess } from './typescript-body.js';

export function createNotify(settings: ProcessSettings): Notify {
  return async ({ name, call }, request, hooks) => {
    const output = new AttemptOutput(hooks, settings.clock);
    try {
      const end = await callInProcess({ ...settings, request, hooks, output }, call);
      if (end.kind !== 'ended' || end.outcome.kind !== 'failed') return;
      const { type, message } = end.outcome.failure;
      await output.log('error', `The callback ${name} failed: ${type}: ${message}`);
    } catch (error) {
      process.emitWarning(`The callback ${name} could not be called: ${String(error)}`, 'TaskloomWarning');
    }
  };
}

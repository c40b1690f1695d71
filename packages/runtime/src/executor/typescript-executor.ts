/** Runs TypeScript tasks in this process. */
import { encodeToText } from '@taskloom/sdk/internal';
import type { TaskExecutor } from '../ports.js';
import { AttemptOutput } from './attempt-output.js';
import type { ProcessSettings } from './attempt-process.js';
import { settleAttempt } from './settle-attempt.js';
import { callBody } from './typescript-body.js';

export function createTypeScriptExecutor(settings: ProcessSettings): TaskExecutor {
  return {
    execute: (request, hooks) =>
      settleAttempt(request, async () => {
        const output = new AttemptOutput(hooks, settings.clock);
        const end = await callBody({ ...settings, request, hooks, output });
        return end.kind === 'ended' ? end.outcome : { kind: 'success', value: encodeToText(end.value) };
      }),
    close: async () => undefined,
  };
}

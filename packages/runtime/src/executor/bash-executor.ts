/** Runs bash tasks: a TypeScript body gives the command, and the last line that it prints is the value. */
import { encodeToText } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { AttemptOutcome, TaskExecutor } from '../ports.js';
import { guardCommand } from '../process/guarded-command.js';
import { AttemptOutput } from './attempt-output.js';
import { type ProcessAccount, type ProcessSettings, runAttemptProcess } from './attempt-process.js';
import {
  createRefusalError,
  describeAbort,
  describeEnd,
  failWith,
  failWithError,
  nameAttempt,
  skipOn,
} from './failure/attempt-failure.js';
import { LastLine } from './last-line.js';
import { composeBashEnv } from './process-env.js';
import { withScratchFolder } from './scratch-folder.js';
import { settleAttempt } from './settle-attempt.js';
import { callBody } from './typescript-body.js';
import { findWorkingDirectory } from './working-directory.js';

/** Airflow's default. */
const SKIP_EXIT_CODES = [99];

export function createBashExecutor(settings: ProcessSettings): TaskExecutor {
  return {
    execute: (request, hooks) =>
      settleAttempt(request, async () => {
        const output = new AttemptOutput(hooks, settings.clock);
        const end = await callBody({ ...settings, request, hooks, output });
        if (end.kind === 'ended') return end.outcome;
        const { spec } = request.task;
        const command = getCommand(end.value, spec.taskId);
        const lastLine = new LastLine();
        const account = await withScratchFolder(async (scratchFolder) =>
          runAttemptProcess({
            ...settings,
            command: guardCommand({
              file: 'bash',
              args: ['-c', command],
              env: composeBashEnv({ options: spec.options, nodeEnv: process.env, scratchFolder }),
              cwd: await findWorkingDirectory(spec.options.cwd, scratchFolder),
            }),
            signal: request.signal,
            output,
            onStdout: (chunk) => lastLine.push(chunk),
          }),
        );
        return judge(account, { taskId: nameAttempt(request), lastLine, skipOnExitCode: spec.options.skipOnExitCode });
      }),
    close: async () => undefined,
  };
}

/** @throws TaskloomError BASH_COMMAND_INVALID */
function getCommand(value: unknown, taskId: string): string {
  if (typeof value === 'string' && value.trim() !== '' && !value.includes('\0')) return value;
  const said = typeof value === 'string' ? 'an empty text, or one with a NUL character' : `a ${typeof value}`;
  throw runtimeError('BASH_COMMAND_INVALID', `The bash task "${taskId}" returned ${said} instead of a command.`, {
    hint: 'Return the command as a text.',
    details: { taskId },
  });
}

interface CommandFacts {
  readonly taskId: string;
  readonly lastLine: LastLine;
  readonly skipOnExitCode: readonly number[] | undefined;
}

function judge({ exit, abort, ...rest }: ProcessAccount, facts: CommandFacts): AttemptOutcome {
  const { taskId, lastLine, skipOnExitCode = SKIP_EXIT_CODES } = facts;
  if ('error' in rest) return failWithError(rest.error);
  if (exit.kind === 'notStarted') throw createRefusalError(taskId, exit.error);
  if (abort !== undefined) return failWith(describeAbort(taskId, abort));
  if (exit.kind !== 'exited') return failWith(describeEnd(taskId, exit));
  if (skipOnExitCode.includes(exit.exitCode)) return skipOn(exit.exitCode);
  if (exit.exitCode === 0) return { kind: 'success', value: encodeToText(lastLine.read()) };
  return failWith(describeEnd(taskId, exit));
}

/** Why an interpreter could not be used, found out before it is started or from how its start went. */
import { constants } from 'node:fs';
import { access, readlink, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import { createRefusalError } from './attempt-failure.js';

/**
 * @throws TaskloomError INTERPRETER_RELATIVE, INTERPRETER_MISSING, INTERPRETER_IS_DIRECTORY,
 *   INTERPRETER_NOT_EXECUTABLE
 */
export async function checkInterpreter(python: string, taskId: string): Promise<void> {
  const what = name(python, taskId);
  const details = { python, taskId };
  if (!isAbsolute(python)) {
    throw runtimeError(
      'INTERPRETER_RELATIVE',
      `The interpreter "${python}" of the task "${taskId}" is a relative path.`,
      {
        hint: "Give an absolute path, for example `fileURLToPath(new URL('venv/bin/python', import.meta.url))`.",
        details,
      },
    );
  }
  const found = await stat(python).catch((cause: NodeJS.ErrnoException) => cause);
  if (found instanceof Error) throw await explainMissing(python, taskId, found);
  if (found.isDirectory()) {
    throw runtimeError('INTERPRETER_IS_DIRECTORY', `${what} is a directory.`, {
      hint: await suggestInterpreterIn(python),
      details,
    });
  }
  await access(python, constants.X_OK).catch((cause: unknown) => {
    throw runtimeError('INTERPRETER_NOT_EXECUTABLE', `${what} is not executable.`, {
      hint: `Make it so (\`chmod +x ${python}\`), or name another file in \`python\`.`,
      details,
      cause,
    });
  });
}

/** Of an interpreter that passed the check but that the system would not start. */
export function createStartError(taskId: string, python: string, cause: NodeJS.ErrnoException): TaskloomError {
  const what = `${name(python, taskId)} cannot be started`;
  const details = { python, taskId };
  switch (cause.code) {
    case 'ENOENT':
      return runtimeError('INTERPRETER_MISSING', `${what}: it, or what its first line names, does not exist.`, {
        hint: 'Make the environment anew, or correct the option `python`.',
        details,
        cause,
      });
    case 'EACCES':
      return runtimeError('INTERPRETER_NOT_EXECUTABLE', `${what}: permission denied.`, {
        hint: `Make the file executable: \`chmod +x ${python}\`.`,
        details,
        cause,
      });
    case 'ENOEXEC':
      return runtimeError('INTERPRETER_NOT_PYTHON', `${what}: it is not a program for this machine.`, {
        hint: 'Name a Python that was built for this machine.',
        details,
        cause,
      });
    default:
      return createRefusalError(taskId, cause);
  }
}

/** Of a program that was started and then ended, or was silent for too long, without saying hello. */
export function createSilenceError(silence: {
  readonly taskId: string;
  readonly python: string;
  /** Undefined: it was still running. */
  readonly exitCode: number | undefined;
  readonly printed: readonly string[];
}): TaskloomError {
  const { taskId, python, exitCode, printed } = silence;
  const end = exitCode === undefined ? 'kept silent' : `ended with exit status ${exitCode}`;
  const said = printed.length === 0 ? ' and printed nothing.' : ` and printed:\n  ${printed.join('\n  ')}`;
  const message = `${name(python, taskId)} did not answer as a Python interpreter: it ${end}${said}`;
  return runtimeError('INTERPRETER_NOT_PYTHON', message, {
    hint: 'Name a CPython (2.7, 3.6 or later) or a PyPy 3 that starts.',
    details: { python, taskId, exitCode, printed },
  });
}

function name(python: string, taskId: string): string {
  return `The interpreter ${python} of the task "${taskId}"`;
}

/** A link that leads nowhere is what an environment is left with when the Python below it is replaced. */
async function explainMissing(python: string, taskId: string, cause: NodeJS.ErrnoException) {
  const details = { python, taskId };
  const target = await readlink(python).catch(() => undefined);
  if (target !== undefined) {
    const message = `${name(python, taskId)} is a link to ${target}, which does not exist.`;
    return runtimeError('INTERPRETER_MISSING', message, { hint: 'Make the environment anew.', details, cause });
  }
  if (cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR') {
    const message = `${name(python, taskId)} cannot be reached: ${cause.message}.`;
    return runtimeError('INTERPRETER_MISSING', message, { hint: 'Give this user access to it.', details, cause });
  }
  const hint = 'Correct the option `python`, or install it there.';
  return runtimeError('INTERPRETER_MISSING', `${name(python, taskId)} does not exist.`, { hint, details, cause });
}

async function suggestInterpreterIn(folder: string): Promise<string> {
  const inside = join(folder, 'bin', 'python');
  const found = await stat(inside).catch(() => undefined);
  return found?.isFile() === true ? `Name the interpreter in it: ${inside}.` : 'Name the interpreter itself.';
}

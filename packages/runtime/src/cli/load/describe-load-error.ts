/** What is wrong with a file that cannot be imported, with the place in it and without a stack of ours. */
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseFrame, type SourceLocation, type TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import { isLibraryFile } from '../render/place.js';
import { isTaskloomError } from '../taskloom-error.js';
import { describeMissingModule } from './missing-module.js';
import { describeSyntaxError } from './syntax-error.js';

/**
 * An error of ours, thrown by a decorator, is given as it is.
 *
 * @param path of the file that was to be imported; the fault may lie in one that it imports
 */
export function describeLoadError(error: unknown, path: string): TaskloomError {
  if (isTaskloomError(error)) return error;
  if (!(error instanceof Error)) {
    return runtimeError('MODULE_LOAD_FAILED', `${basename(path)} threw ${String(error)} while it was loaded.`, {
      hint: 'Throw an Error, which knows its place.',
      cause: error,
    });
  }
  return describeMissingModule(error) ?? describeSyntaxError(error, path) ?? describeThrown(error, path);
}

function describeThrown(error: Error, path: string): TaskloomError {
  const said = error.message === '' ? error.name : `${error.name}: ${error.message}`;
  return runtimeError('MODULE_LOAD_FAILED', `${basename(path)} failed while it was loaded: ${said}`, {
    location: findOwnFrame(error),
    cause: error,
  });
}

/** The innermost frame that is the author's. */
function findOwnFrame({ stack = '' }: Error): SourceLocation | undefined {
  const frames = stack.split('\n').map(parseFrame);
  return frames.find((frame) => frame !== undefined && !isLibraryFile(frame.file) && !frame.file.startsWith(OURS));
}

const OURS = fileURLToPath(new URL('../..', import.meta.url));

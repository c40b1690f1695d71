/** What a virtualenv task asks of its environment. */
import { dirname, isAbsolute, resolve } from 'node:path';
import { hasCredentials, maskCredentials } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { EnvironmentRequest, PlannedTask } from '../ports.js';
import { readRequirements } from './read-requirements.js';

/**
 * With the defaults filled in, and paths made absolute.
 *
 * @throws TaskloomError REQUIREMENTS_INVALID
 */
export function describeEnvironment(task: PlannedTask, defaultPython = '3'): EnvironmentRequest {
  const { taskId, options } = task.spec;
  const {
    python = defaultPython,
    systemSitePackages = false,
    indexUrls,
    findLinks = [],
    installOptions = [],
    installer = 'auto',
    cachePath,
  } = options;
  refuseCredentials(task);
  const folder = dirname(task.location.file);
  return {
    // A version has no slash; "./python" is a path.
    python: python.includes('/') ? resolve(folder, python) : python,
    ...readRequirements(task),
    systemSitePackages,
    findLinks: findLinks.map((place) => (isAbsolute(place) || place.includes('://') ? place : resolve(folder, place))),
    installOptions,
    installer,
    sourceFile: task.location.file,
    taskId,
    ...(cachePath === undefined ? {} : { cachePath: resolve(folder, cachePath) }),
    ...(indexUrls === undefined ? {} : { indexUrls }),
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

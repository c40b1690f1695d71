/** What a virtualenv task asks of its environment. */
import { dirname, isAbsolute, resolve } from 'node:path';
import { hasCredentials, maskCredentials, type TaskOptionsSpec } from '@taskloom/sdk/internal';
import type { RunContextFacts } from '../context-facts.js';
import { runtimeError } from '../errors.js';
import type { EnvironmentRequest, PlannedTask } from '../ports.js';
import { findRequiredName } from './parse-requirement.js';
import { type ReadRequirements, readRequirements } from './read-requirements.js';

export interface EnvironmentFacts {
  /** What a run tells, for templates. */
  readonly run: RunContextFacts;
  /** Of a task that names none. Default '3'. */
  readonly defaultPython?: string | undefined;
}

/**
 * With the defaults filled in, templates rendered, and paths made absolute.
 *
 * @throws TaskloomError REQUIREMENTS_INVALID, TEMPLATE_INVALID
 */
export function describeEnvironment(task: PlannedTask, { run, defaultPython }: EnvironmentFacts): EnvironmentRequest {
  const read = readRequirements(task, { ...run, taskId: task.spec.taskId });
  if (read === undefined) throw runtimeError('INTERNAL', 'Requirements were not rendered.');
  return describe(task, read, defaultPython);
}

/** As far as it is known before a run: undefined where a template is to be rendered. */
export function planEnvironment(task: PlannedTask, defaultPython?: string): EnvironmentRequest | undefined {
  const read = readRequirements(task);
  return read === undefined ? undefined : describe(task, read, defaultPython);
}

function describe(task: PlannedTask, read: ReadRequirements, defaultPython = '3'): EnvironmentRequest {
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
  const { requirements, constraints } = read;
  return {
    // A version has no slash; "./python" is a path.
    python: python.includes('/') ? resolve(folder, python) : python,
    requirements: [...requirements, ...listSerializer(options, requirements)],
    constraints,
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

/** What brings the task's serializer along. As in Airflow, a task that sees the base's packages is left to find it there. */
function listSerializer(
  { serializer = 'pickle', systemSitePackages = false }: TaskOptionsSpec,
  requirements: readonly string[],
): readonly string[] {
  const isThere = serializer === 'pickle' || systemSitePackages;
  return isThere || requirements.some((line) => findRequiredName(line) === serializer) ? [] : [serializer];
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

/** Finds, before a run, modules that Python bodies import and that nothing provides. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DagClass, TaskloomError } from '@taskloom/sdk/internal';
import type { LocatedEnvironment } from '../environment/environment-provider.js';
import { nameInterpreter } from '../environment/interpreters/interpreter.js';
import { type ImportedModule, listImports } from '../environment/list-imports.js';
import { listModules } from '../environment/list-modules.js';
import { createLocalEnvironments } from '../environment/local-environments.js';
import { findLocalPath, isEditable } from '../environment/resolution/local-content.js';
import { findSitePackages } from '../environment/store/installed-files.js';
import { runtimeError } from '../errors.js';
import type { EnvironmentRequest, PlannedTask } from '../ports.js';
import { describeEnvironment, planEnvironment } from '../requirements/describe-environment.js';
import { describeInterpreter, planInterpreter } from '../requirements/describe-interpreter.js';
import { adviseOnModule, findDistribution, shortenModule } from '../requirements/module-distribution.js';
import { findRequiredName } from '../requirements/parse-requirement.js';
import { resolveRuntimeOptions } from '../runtime-options.js';
import { createSourceReader } from '../source/source-reader.js';
import { systemClock } from '../system-clock.js';
import { type GivenParams, planAhead } from './plan-ahead.js';

export interface ImportFinding {
  readonly problem: TaskloomError;
  /** False while it is not known what the requirements bring along. */
  readonly isCertain: boolean;
}

/**
 * Of the virtualenv tasks. Nothing is resolved or built for it: what is known is made use of.
 *
 * @param home of a runtime. Absolute
 * @param params what templates are rendered with
 * @throws TaskloomError what planning refuses
 */
export async function checkDags(
  dags: readonly DagClass[],
  home: string,
  params: GivenParams,
): Promise<readonly ImportFinding[]> {
  const { python: defaultPython, frozen } = resolveRuntimeOptions({ home });
  const sources = createSourceReader({ cacheDir: join(home, 'sources') });
  const provider = createLocalEnvironments({ home, clock: systemClock, frozen });
  const findings: ImportFinding[] = [];
  try {
    for (const dag of dags) {
      const checkTask = (task: PlannedTask): void => {
        const planned = task.spec.kind === 'virtualenv' ? planEnvironment(task, defaultPython) : undefined;
        if (planned !== undefined) provider.check(planned);
        if (task.spec.kind === 'externalPython') planInterpreter(task);
      };
      const { tasks, run } = await planAhead(dag, params, { sources, checkTask });
      for (const task of tasks) {
        if (task.spec.kind === 'externalPython') describeInterpreter(task, run);
        if (task.spec.kind !== 'virtualenv') continue;
        const request = describeEnvironment(task, { run, defaultPython });
        provider.check(request);
        findings.push(...(await checkTaskImports(task, request, await provider.locate(request))));
      }
    }
    return findings;
  } finally {
    await provider.close();
  }
}

async function checkTaskImports(
  task: PlannedTask,
  request: EnvironmentRequest,
  located: LocatedEnvironment,
): Promise<readonly ImportFinding[]> {
  const text = await readText(task);
  const [imported = []] = await listImports(located.interpreter.path, [text.text]);
  const provided = await listProvided(text.file, request, located);
  const missing = imported.filter((one) => !one.isStandard && !provides(provided.names, one));
  return dropTwins(missing).map((one) => describeMissing(one, { task, text, located, isCertain: provided.isCertain }));
}

interface BodyText {
  readonly text: string;
  readonly file: string;
  readonly firstLine: number;
}

async function readText({ program, location }: PlannedTask): Promise<BodyText> {
  if (program?.kind === 'body') {
    const { text, file, firstLine } = program.source;
    return { text, file, firstLine };
  }
  const file = program?.path ?? location.file;
  return { text: await readFile(file, 'utf8'), file, firstLine: 1 };
}

interface Provided {
  /** Of modules and of distributions, as `findDistribution` and PEP 503 have them. */
  readonly names: ReadonlySet<string>;
  readonly isCertain: boolean;
}

/** What is installed where it is known; else what is resolved, else what is required. */
async function listProvided(
  source: string,
  { requirements, systemSitePackages }: EnvironmentRequest,
  { interpreter, resolution, environment }: LocatedEnvironment,
): Promise<Provided> {
  const beside = await listModules(dirname(source), 'with modules');
  const base = systemSitePackages ? (await Promise.all(interpreter.sitePackages.map(listInstalled))).flat() : [];
  const editable = await Promise.all(requirements.filter(isEditable).flatMap(listProjectModules));
  const names = ['taskloom', ...beside, ...base, ...editable.flat()];
  if (environment !== undefined) {
    const sitePackages = await findSitePackages(join(environment.python, '..', '..'));
    const installed = sitePackages === undefined ? [] : await listInstalled(sitePackages);
    return { names: new Set([...names, ...installed]), isCertain: true };
  }
  const required = requirements.flatMap((line) => findRequiredName(line) ?? []);
  const resolved = resolution?.packages.map(({ name }) => name) ?? [];
  const all = new Set([...names, ...[...required, ...resolved].map(normalize)]);
  return { names: all, isCertain: requirements.length === 0 };
}

/** A package that several distributions share has no module of its own. */
function listInstalled(sitePackages: string): Promise<readonly string[]> {
  return listModules(sitePackages, 'all');
}

/** Of a project that is used where it is. */
function listProjectModules(line: string): readonly Promise<readonly string[]>[] {
  const folder = findLocalPath(line) ?? '';
  return [folder, join(folder, 'src')].map((place) => listModules(place, 'with modules'));
}

function provides(names: ReadonlySet<string>, { module, name }: ImportedModule): boolean {
  return names.has(module) || names.has(normalize(module)) || names.has(normalize(findDistribution(name) ?? module));
}

/** Several names from one package are one module that is missing. */
function dropTwins(imported: readonly ImportedModule[]): readonly ImportedModule[] {
  const byAdvice = new Map(
    imported.toReversed().map((one) => [`${one.line} ${findDistribution(one.name) ?? one.module}`, one]),
  );
  return [...byAdvice.values()].toReversed();
}

function normalize(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

interface Missing {
  readonly task: PlannedTask;
  readonly text: BodyText;
  readonly located: LocatedEnvironment;
  readonly isCertain: boolean;
}

function describeMissing(
  { module, name, line }: ImportedModule,
  { task, text, located, isCertain }: Missing,
): ImportFinding {
  const { taskId } = task.spec;
  const source = text.text.split('\n')[line - 1] ?? '';
  const found = source.search(new RegExp(`\\b${module}\\b`));
  const shown = shortenModule(name);
  const python = nameInterpreter(located.interpreter);
  const message = isCertain
    ? `The task "${taskId}" imports ${shown}, which neither ${python} nor its requirements have.`
    : `The task "${taskId}" imports ${shown}, which neither ${python} has nor its requirements name.`;
  const more = isCertain ? '' : ' If another requirement brings it along, `taskloom env build` finds that out.';
  const location = { file: text.file, line: text.firstLine + line - 1, column: Math.max(0, found) + 1 };
  const hint = `${adviseOnModule(name)}${more}`;
  return {
    isCertain,
    problem: runtimeError('MODULE_NOT_PROVIDED', message, { hint, location, details: { taskId, module } }),
  };
}

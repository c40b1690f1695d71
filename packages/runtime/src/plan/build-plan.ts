/**
 * Joins what the class says with what its source says into the plan of a run. Everything that can be refused
 * before a run is refused here, all of it in one error.
 */
import { createHash } from 'node:crypto';
import { combineErrors, type DagDefinition, type DagSpec, TaskloomError, type TaskSpec } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { PlannedTask, SourceReader, TaskSource } from '../ports.js';
import { checkArgumentCount } from './argument-count.js';

export interface RunPlan {
  readonly definition: DagDefinition;
  readonly spec: DagSpec;
  /** SHA-256 in hex over the spec and the Python text of its tasks. */
  readonly digest: string;
  /** In the order in which `flow` calls them. */
  readonly tasks: readonly PlannedTask[];
}

export interface PlanPorts {
  readonly sources: SourceReader;
  /** Checks that only an executor can make. @throws TaskloomError */
  checkTask(task: PlannedTask): void;
}

/** @throws TaskloomError the one problem, or DAG_INVALID with all of them */
export async function buildPlan(definition: DagDefinition, ports: PlanPorts): Promise<RunPlan> {
  const problems = new Set<TaskloomError>(definition.problems);
  const planner = new TaskPlanner(definition, ports);
  const tasks: PlannedTask[] = [];
  for (const spec of definition.spec.tasks) {
    try {
      tasks.push(await planner.plan(spec));
    } catch (error) {
      if (!(error instanceof TaskloomError)) throw error;
      problems.add(error);
    }
  }
  const { spec } = definition;
  if (problems.size > 0) throw combineErrors(spec.dagId, [...problems]);
  return Object.freeze({ definition, spec, digest: digestPlan(spec, tasks), tasks: Object.freeze(tasks) });
}

/** Plans one task after the other; a method that is called many times is read once. */
export class TaskPlanner {
  readonly #definition: DagDefinition;
  readonly #ports: PlanPorts;
  readonly #sources = new Map<string, Promise<TaskSource>>();

  constructor(definition: DagDefinition, ports: PlanPorts) {
    this.#definition = definition;
    this.#ports = ports;
  }

  /** @throws TaskloomError what is wrong with the task's source, arguments or options */
  async plan(spec: TaskSpec): Promise<PlannedTask> {
    const { dagClass, methods } = this.#definition;
    const method = methods.get(spec.method);
    if (method === undefined) throw runtimeError('INTERNAL', `The plan has no method "${spec.method}".`);
    const callbacks = this.#definition.callbacks.get(spec.taskId);
    const base = { spec, method, dagClass, ...(callbacks === undefined ? {} : { callbacks }) };
    const task: PlannedTask = needsSource(spec, method.fn.length)
      ? { ...base, ...(await this.#readSource(spec)) }
      : { ...base, location: locate(spec) };
    if (task.parameters !== undefined) checkArgumentCount(spec, task.parameters);
    this.#ports.checkTask(task);
    return Object.freeze(task);
  }

  #readSource({ method: name }: TaskSpec): Promise<TaskSource> {
    const method = this.#definition.methods.get(name);
    const known = this.#sources.get(name);
    if (known !== undefined || method === undefined) return known as Promise<TaskSource>;
    const source = this.#ports.sources.readTask(method, this.#definition);
    this.#sources.set(name, source);
    return source;
  }
}

/** The text of a Python body; of any other only the parameters, where the call gives fewer than JavaScript counts. */
function needsSource({ kind, args }: TaskSpec, parameterCount: number): boolean {
  if (kind === 'virtualenv' || kind === 'externalPython') return true;
  return args.filter((input) => input.kind !== 'default').length < parameterCount;
}

function locate({ location, method }: TaskSpec) {
  if (location !== undefined) return location;
  throw runtimeError('SOURCE_NOT_FOUND', `The file in which the task "${method}" is written is not known.`, {
    hint: 'Name it: `@dag({ source: import.meta.url })`.',
  });
}

function digestPlan(spec: DagSpec, tasks: readonly PlannedTask[]): string {
  const hash = createHash('sha256').update(spec.digest);
  for (const { program } of tasks) {
    if (program?.kind === 'body') hash.update(JSON.stringify([program.source.text, program.captures]));
    else if (program?.kind === 'file') hash.update(JSON.stringify(program.functionName));
  }
  return hash.digest('hex');
}

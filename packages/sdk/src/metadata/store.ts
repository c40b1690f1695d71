/** Where decorators leave what they were told: the only caller of `Reflect.*`. */
import { createRequire } from 'node:module';
import type {} from 'reflect-metadata/lite';
import type { ConditionEntry, DagRecord, RoleEntry, Stored, TaskEntry } from './records.js';
import { THIS_COPY } from './sdk-copy.js';

// Not imported: reading the CommonJS module for an import takes Node 50 ms, requiring it 3. Node has no `require` in a
// module; a bundler has, and puts what it names into the bundle.
try {
  require('reflect-metadata/lite');
} catch {
  // No `require`, or that of `node -e`, which looks in the working directory.
  createRequire(import.meta.url)('reflect-metadata/lite');
}

// Known to every copy of the SDK in the process, as the metadata is: so that one can tell that there is another.
const TASK = Symbol.for('taskloom:task');
const ROLE = Symbol.for('taskloom:role');
const CONDITION = Symbol.for('taskloom:condition');
const DAG = Symbol.for('taskloom:dag');

/** Adds what one decorator said to its method. On the function itself: it is inherited and overridden like one. */
export function addTaskEntry(method: object, entry: TaskEntry): void {
  Reflect.defineMetadata(TASK, [...readTaskEntries(method), { ...entry, copy: THIS_COPY }], method);
}

/** The decorator nearest to the method first. Empty where no decorator of ours was on the method. */
export function readTaskEntries(method: object): readonly Stored<TaskEntry>[] {
  return (Reflect.getOwnMetadata(TASK, method) as Stored<TaskEntry>[] | undefined) ?? [];
}

export function addRoleEntry(method: object, entry: RoleEntry): void {
  Reflect.defineMetadata(ROLE, [...readRoleEntries(method), entry], method);
}

/** The decorator nearest to the method first. */
export function readRoleEntries(method: object): readonly RoleEntry[] {
  return (Reflect.getOwnMetadata(ROLE, method) as RoleEntry[] | undefined) ?? [];
}

export function addConditionEntry(method: object, entry: ConditionEntry): void {
  Reflect.defineMetadata(CONDITION, [...readConditionEntries(method), entry], method);
}

/** The decorator nearest to the method first. */
export function readConditionEntries(method: object): readonly ConditionEntry[] {
  return (Reflect.getOwnMetadata(CONDITION, method) as ConditionEntry[] | undefined) ?? [];
}

export function setDagRecord(dagClass: object, record: DagRecord): void {
  Reflect.defineMetadata(DAG, { ...record, copy: THIS_COPY }, dagClass);
}

/** Only of the class itself: a class that extends a DAG is none until it says so. Undefined for what is no class. */
export function findDagRecord(dagClass: unknown): Stored<DagRecord> | undefined {
  if (typeof dagClass !== 'function') return undefined;
  return Reflect.getOwnMetadata(DAG, dagClass) as Stored<DagRecord> | undefined;
}

/** Where decorators leave what they were told: the only caller of `Reflect.*`. */
import 'reflect-metadata/lite';
import type { DagRecord, TaskEntry } from './records.js';

const TASK = Symbol.for('taskloom:task');
const DAG = Symbol.for('taskloom:dag');

/** Adds what one decorator said to its method. On the function itself: it is inherited and overridden like one. */
export function addTaskEntry(method: object, entry: TaskEntry): void {
  Reflect.defineMetadata(TASK, [...readTaskEntries(method), entry], method);
}

/** Empty where no decorator of ours was on the method. */
export function readTaskEntries(method: object): readonly TaskEntry[] {
  return (Reflect.getOwnMetadata(TASK, method) as TaskEntry[] | undefined) ?? [];
}

export function setDagRecord(dagClass: object, record: DagRecord): void {
  Reflect.defineMetadata(DAG, record, dagClass);
}

/** Only of the class itself: a class that extends a DAG is none until it says so. */
export function findDagRecord(dagClass: object): DagRecord | undefined {
  return Reflect.getOwnMetadata(DAG, dagClass) as DagRecord | undefined;
}

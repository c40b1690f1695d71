/** Why a file has no DAG: what it exports instead tells what its author forgot. */
import { basename } from 'node:path';
import { type DagClass, describeDag, type TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import { listWords } from './list-words.js';

export function describeMissingDag(exports: Readonly<Record<string, unknown>>, path: string): TaskloomError {
  const undecorated = Object.values(exports).find(hasFlow);
  if (undecorated === undefined) return describeNothingFound(Object.keys(exports), path);
  const [problem] = describeDag(undecorated).problems;
  return problem ?? runtimeError('INTERNAL', `The class in ${path} is a DAG, and was not found to be one.`);
}

function describeNothingFound(names: readonly string[], path: string): TaskloomError {
  const instead = names.length === 0 ? 'nothing' : listWords(names, 'and');
  return runtimeError('USAGE', `${basename(path)} exports no DAG; it exports ${instead}.`, {
    hint: 'Export a class with @dag() above it and a flow method in it.',
  });
}

function hasFlow(value: unknown): value is DagClass {
  return typeof value === 'function' && typeof value.prototype?.flow === 'function';
}

/** Why a file has no DAG: what it exports instead tells what its author forgot. */

import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { type DagClass, describeDag, type TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import { listWords } from './list-words.js';

export function describeMissingDag(exports: Readonly<Record<string, unknown>>, path: string): TaskloomError {
  const undecorated = Object.values(exports).find(hasFlow);
  if (undecorated === undefined) return describeNothingFound(Object.keys(exports), path);
  const theirs = resolveSdk(path);
  const ours = resolveSdk(import.meta.url);
  if (theirs !== undefined && theirs !== ours) {
    return runtimeError('MODULE_LOAD_FAILED', `${basename(path)} and this command use two copies of @taskloom/sdk.`, {
      hint: 'Run the command that is installed beside the pipeline (npx taskloom), with one version of the SDK.',
      details: { pipeline: theirs, command: ours },
    });
  }
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

function resolveSdk(from: string): string | undefined {
  try {
    return createRequire(from).resolve('@taskloom/sdk');
  } catch {
    return undefined;
  }
}

/** Why a file has no DAG: what it exports instead tells what its author forgot. */

import { createRequire } from 'node:module';
import type { TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import { listWords } from './list-words.js';

export function describeMissingDag(exports: Readonly<Record<string, unknown>>, path: string): TaskloomError {
  const flows = Object.keys(exports).filter((name) => hasFlow(exports[name]));
  const [undecorated] = flows;
  if (undecorated === undefined) return describeNothingFound(exports, path);
  const theirs = resolveSdk(path);
  const ours = resolveSdk(import.meta.url);
  if (theirs === undefined || theirs === ours) {
    return runtimeError('USAGE', `${path} exports the class "${undecorated}", which has a flow but is no DAG.`, {
      hint: `Write @dag() above the class, with dag imported from '@taskloom/sdk'.`,
    });
  }
  return runtimeError('MODULE_LOAD_FAILED', `${path} and this command use two copies of @taskloom/sdk.`, {
    hint: 'Run the command that is installed beside the pipeline (npx taskloom), with one version of the SDK.',
    details: { pipeline: theirs, command: ours },
  });
}

function describeNothingFound(exports: Readonly<Record<string, unknown>>, path: string): TaskloomError {
  const names = Object.keys(exports);
  const instead = names.length === 0 ? 'nothing' : listWords(names, 'and');
  return runtimeError('USAGE', `${path} exports no DAG; it exports ${instead}.`, {
    hint: 'Export a class with @dag() above it and a flow method in it.',
  });
}

function hasFlow(value: unknown): boolean {
  return typeof value === 'function' && typeof value.prototype?.flow === 'function';
}

function resolveSdk(from: string): string | undefined {
  try {
    return createRequire(from).resolve('@taskloom/sdk');
  } catch {
    return undefined;
  }
}

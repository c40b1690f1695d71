/** Whether all decorators of a class are of one copy of the SDK. */
import { authorError, type TaskloomError } from '../errors.js';
import { type AnyClass, listMethods } from './list-methods.js';
import type { DagRecord, Stored, TaskEntry } from './records.js';
import { THIS_COPY } from './sdk-copy.js';

/** SDK_DUPLICATE, for a class that another copy has decorated, or a method of it. */
export function findOtherCopy(dagClass: AnyClass, record: Stored<DagRecord>): TaskloomError | undefined {
  const { name } = dagClass;
  if (record.copy !== THIS_COPY) return describeOther(name, record);
  for (const method of listMethods(dagClass)) {
    const other = method.entries.find(({ copy }) => copy !== THIS_COPY);
    if (other !== undefined) return describeOther(`${name}.${method.name}`, other);
  }
  return undefined;
}

function describeOther(what: string, { copy, location }: Stored<DagRecord | TaskEntry>): TaskloomError {
  const [ours, theirs] = [THIS_COPY.place, copy?.place ?? 'another version'];
  const message = `Two copies of @taskloom/sdk are loaded: ${what} is decorated by that of ${theirs}, and read by that of ${ours}.`;
  return authorError('SDK_DUPLICATE', message, {
    hint:
      'Keep one: run the command that is installed beside the pipeline (npx taskloom), and have one version in ' +
      'node_modules (npm dedupe, or `overrides` in package.json).',
    details: { ours, theirs },
    location,
  });
}

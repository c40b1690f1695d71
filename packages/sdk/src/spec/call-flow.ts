/** Calls `flow` once, with handles that record. */
import { types } from 'node:util';
import { findErrorSite } from '../call-site.js';
import { authorError, TaskloomError } from '../errors.js';
import { toInputSpec } from '../wiring/inputs.js';
import { type Recorder, withRecorder } from '../wiring/recorder.js';
import { createReference } from '../wiring/reference.js';
import { createTaskHandles } from '../wiring/task-handles.js';
import type { DagClass } from './dag-definition.js';
import type { InputSpec } from './dag-spec.js';
import type { ClassTasks } from './list-flow-tasks.js';

/** What the result of a flow is that returns nothing, or did not get so far. */
export const NO_RESULT: InputSpec = Object.freeze({ kind: 'value', value: null });

/**
 * What `flow` returns. What it records, and everything that is wrong with it, is left in the recorder.
 *
 * @param sourceFile where the class is, as far as that is known
 */
export function callFlow(
  dagClass: DagClass,
  { tasks, helpers }: ClassTasks,
  { recorder, sourceFile }: { readonly recorder: Recorder; readonly sourceFile: string | undefined },
): InputSpec {
  const { name: className, prototype } = dagClass;
  const { flow } = prototype as { flow?: unknown };
  if (typeof flow !== 'function') {
    recorder.report('FLOW_MISSING', `${className} has no flow method.`, {
      hint: `Add one: \`flow({ … }: Tasks<${className}>) { … }\`.`,
    });
    return NO_RESULT;
  }
  const handles = createTaskHandles({ recorder, tasks, helpers, className });
  const run = {
    params: createReference({ kind: 'param', path: [] }, recorder),
    context: createReference({ kind: 'context', path: [] }, recorder),
  };
  try {
    const returned: unknown = withRecorder(recorder, () => flow.call(new dagClass(), handles, run));
    if (!types.isPromise(returned)) {
      return toInputSpec(returned ?? null, { recorder, what: `The result of ${className}.flow`, location: undefined });
    }
    returned.catch(() => undefined);
    recorder.report('FLOW_ASYNC', `${className}.flow is async.`, {
      hint: 'Leave `async` and `await` out: tasks wait for their arguments by themselves.',
    });
  } catch (error) {
    recorder.problems.push(error instanceof TaskloomError ? error : describeThrown(className, error, sourceFile));
  }
  return NO_RESULT;
}

function describeThrown(className: string, cause: unknown, sourceFile: string | undefined): TaskloomError {
  const message = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return authorError('FLOW_FAILED', `${className}.flow threw ${message}`, {
    hint: 'Correct the line; flow only wires tasks.',
    location: findErrorSite(cause, sourceFile),
    cause,
  });
}

/** Calls `flow` once, with handles that record. */
import { inspect, types } from 'node:util';
import { findCallSite, findErrorSite } from '../call-site.js';
import { authorError, type SourceLocation, TaskloomError } from '../errors.js';
import { toInputSpec } from '../wiring/inputs.js';
import { type Recorder, withRecorder } from '../wiring/recorder.js';
import { createReference } from '../wiring/reference.js';
import { createTaskHandles } from '../wiring/task-handles.js';
import type { DagClass } from './dag-definition.js';
import type { InputSpec } from './dag-spec.js';
import type { ClassTasks } from './list-flow-tasks.js';

/** What the result of a flow is that returns nothing, or did not get so far. */
export const NO_RESULT: InputSpec = Object.freeze({ kind: 'value', value: null });

interface FlowCall {
  readonly recorder: Recorder;
  /** Where the class is, as far as that is known. */
  readonly sourceFile: string | undefined;
  /** The decorator of the class. */
  readonly location: SourceLocation | undefined;
}

/** What `flow` returns. What it records, and everything that is wrong with it, is left in the recorder. */
export function callFlow(
  dagClass: DagClass,
  { tasks, helpers }: ClassTasks,
  { recorder, sourceFile, location }: FlowCall,
): InputSpec {
  const { name: className, prototype } = dagClass;
  const { flow } = prototype as { flow?: unknown };
  if (typeof flow !== 'function') {
    recorder.report('FLOW_MISSING', `${className} has no flow method.`, {
      hint: `Add one: \`flow({ … }: Tasks<${className}>) { … }\`.`,
      location,
    });
    return NO_RESULT;
  }
  const handles = createTaskHandles({ recorder, tasks, helpers, className });
  const run = {
    params: createReference({ kind: 'param', path: [] }, recorder),
    context: createReference({ kind: 'context', path: [] }, recorder),
  };
  try {
    const returned: unknown = withRecorder(recorder, () =>
      flow.call(refuseBodies(createInstance(dagClass, sourceFile), tasks.keys(), className), handles, run),
    );
    if (!types.isPromise(returned)) {
      return toInputSpec(returned ?? null, { recorder, what: `The result of ${className}.flow`, location });
    }
    returned.catch(() => undefined);
    recorder.report('FLOW_ASYNC', `${className}.flow is async.`, {
      hint: 'Leave `async` and `await` out: tasks wait for their arguments by themselves.',
      location,
    });
  } catch (error) {
    recorder.problems.push(
      error instanceof TaskloomError ? error : describeThrown(`${className}.flow`, FLOW_HINT, { error, sourceFile }),
    );
  }
  return NO_RESULT;
}

/** @throws TaskloomError FLOW_FAILED when the constructor throws */
function createInstance(dagClass: DagClass, sourceFile: string | undefined): object {
  try {
    return new dagClass();
  } catch (error) {
    throw describeThrown(`The constructor of ${dagClass.name}`, CONSTRUCTOR_HINT, { error, sourceFile });
  }
}

/** `this.extract()` in flow would run the body. */
function refuseBodies(instance: object, names: Iterable<string>, className: string): object {
  for (const name of names) {
    const refuse = (): never => {
      throw authorError('TASK_CALLED_DIRECTLY', `${className}.flow calls this.${name}, which would run its body.`, {
        hint: `Take the task from the first argument: \`flow({ ${name} }: Tasks<${className}>)\`.`,
        location: findCallSite(refuse),
      });
    };
    Object.defineProperty(instance, name, { value: refuse, configurable: true });
  }
  return instance;
}

const FLOW_HINT = 'Correct the line; flow only wires tasks.';
const CONSTRUCTOR_HINT = 'Correct the line; an instance is made, without arguments, for flow and for each attempt.';

function describeThrown(
  what: string,
  hint: string,
  { error, sourceFile }: { readonly error: unknown; readonly sourceFile: string | undefined },
): TaskloomError {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : inspect(error, { depth: 1 });
  const location = findErrorSite(error, sourceFile);
  return authorError('FLOW_FAILED', `${what} threw ${message}`, { hint, location, cause: error });
}

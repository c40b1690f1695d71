/** What the harness is told of a task before it runs it. */
import { dirname } from 'node:path';
import { encodeToText } from '@taskloom/sdk/internal';
import type { ContextFacts } from '../context-facts.js';
import { runtimeError } from '../errors.js';
import type { AttemptRequest, WireText } from '../ports.js';
import type { PythonSource } from '../python-text.js';
import type { StartMessage } from './channel/messages.js';

export function describeStart({ task, args, context }: AttemptRequest): StartMessage {
  const { program, spec } = task;
  if (program === undefined) throw runtimeError('INTERNAL', `The plan has no Python for the task "${spec.taskId}".`);
  const facts = {
    args: completeArguments(args),
    context: encodePythonContext(context),
    stringArgs: spec.options.stringArgs ?? [],
    serializer: spec.options.serializer ?? ('json' as const),
  };
  if (program.kind === 'file') {
    const { path, functionName } = program;
    const text = { firstLine: 1, text: '', parameters: [], captures: {}, columnShifts: [] };
    return { kind: 'file', file: path, functionName, sourceFolder: dirname(path), ...text, ...facts };
  }
  const { source, captures } = program;
  const { file, functionName, firstLine, text, columnShifts } = source;
  const parameters = listParameters(source);
  const body = { file, functionName, firstLine, text, parameters, captures, columnShifts };
  return { kind: 'body', ...body, sourceFolder: dirname(file), ...facts };
}

/** Airflow's names for the context, instants as datetimes. */
function encodePythonContext(facts: ContextFacts): WireText {
  const context = encodeToText({
    dag_id: facts.dagId,
    run_id: facts.runId,
    task_id: facts.taskId,
    map_index: facts.mapIndex,
    attempt: facts.attempt,
    max_attempts: facts.maxAttempts,
    ds: facts.ds,
    ds_nodash: facts.dsNodash,
    ts: facts.ts,
    ts_nodash: facts.tsNodash,
    ts_nodash_with_tz: facts.tsNodashWithTz,
    logical_date: new Date(facts.logicalDate),
    data_interval_start: new Date(facts.dataIntervalStart),
    data_interval_end: new Date(facts.dataIntervalEnd),
  });
  // The params are wire text already; the rest is an object with plain keys.
  return `${context.slice(0, -1)},"params":${facts.params},"templates_dict":{}}`;
}

/** Arguments left out at the end get the function's own defaults; before another one they are None. */
function completeArguments(args: readonly (WireText | undefined)[]): readonly WireText[] {
  const count = args.findLastIndex((arg) => arg !== undefined) + 1;
  return args.slice(0, count).map((arg) => arg ?? 'null');
}

function listParameters({ parameters }: PythonSource): readonly string[] {
  return parameters.map(({ pythonName, rest }) => (rest ? `*${pythonName}` : pythonName));
}

/** From the inputs of a plan, which may refer to results, params and context, to values. */
import { decodeFromText, type InputSpec } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { WireText } from '../ports.js';
import { descend } from './descend.js';

/** Where the values of references are found. */
export interface InputSources {
  /** What a task returned; `undefined` where it returned nothing because it did not run. */
  xcom(taskId: string): Promise<WireText | undefined>;
  /** One object each. */
  readonly params: WireText;
  readonly context: WireText;
}

/**
 * The value, or `undefined` for an argument that was left out.
 *
 * @throws TaskloomError REFERENCE_PATH_MISSING, VALUE_UNSUPPORTED for what has no text form inside of `text`
 */
export async function resolveInput(input: InputSpec, sources: InputSources): Promise<WireText | undefined> {
  return input.kind === 'default' ? undefined : resolve(input, sources);
}

async function resolve(input: InputSpec, sources: InputSources): Promise<WireText> {
  switch (input.kind) {
    case 'default':
      return 'null';
    case 'value':
      return JSON.stringify(input.value);
    case 'xcom':
      // As in Airflow, the value of a task that was skipped is null.
      return descend((await sources.xcom(input.taskId)) ?? 'null', input.path, `The result of "${input.taskId}"`);
    case 'param':
      return descend(sources.params, input.path, 'The object of params');
    case 'context':
      return descend(sources.context, input.path, 'The context');
    case 'list':
      return `[${(await resolveAll(input.items, sources)).join(',')}]`;
    case 'object':
      return resolveObject(input.entries, sources);
    case 'text':
      return JSON.stringify((await resolveAll(input.parts, sources)).map(toText).join(''));
  }
}

function resolveAll(inputs: readonly InputSpec[], sources: InputSources): Promise<WireText[]> {
  return Promise.all(inputs.map((input) => resolve(input, sources)));
}

async function resolveObject(
  entries: readonly (readonly [string, InputSpec])[],
  sources: InputSources,
): Promise<WireText> {
  const values = await resolveAll(
    entries.map(([, input]) => input),
    sources,
  );
  const keys = entries.map(([key]) => JSON.stringify(key));
  if (!keys.includes('"$"')) return `{${keys.map((key, index) => `${key}:${values[index]}`).join(',')}}`;
  return `{"$":"object","v":[${keys.map((key, index) => `[${key},${values[index]}]`).join(',')}]}`;
}

/** As a template of JavaScript writes it; dates as ISO 8601. */
function toText(wire: WireText): string {
  const value = decodeFromText(wire);
  if (value instanceof Date) return value.toISOString();
  if (isTextual(value)) return String(value);
  throw runtimeError('VALUE_UNSUPPORTED', `A part of a text is ${wire.slice(0, 80)}, which has no text form.`, {
    hint: 'Make it a text in a task.',
  });
}

/** Scalars, and the small classes of the SDK, whose prototypes have a `toJSON` of their own. */
function isTextual(value: unknown): boolean {
  return typeof value !== 'object' || value === null || 'toJSON' in Object.getPrototypeOf(value);
}

/** From the inputs of a plan, which may refer to results, params and context, to values. */
import { decodeFromText, describePickled, type InputSpec } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { WireText } from '../ports.js';
import { AS_JSON, descend } from './descend.js';
import { crossItems, listItems, zipItems } from './list-items.js';

/** Where the values of references are found. */
export interface InputSources {
  /** A part of what a task returned, null where it returned nothing because it did not run. @throws TaskloomError REFERENCE_PATH_MISSING */
  xcom(taskId: string, path: readonly (string | number)[]): Promise<WireText>;
  /** The element that a map around the task stands at. */
  item(mapId: string): Promise<WireText>;
  /** What the elements of a map gave. */
  mapped(mapId: string): Promise<readonly WireText[]>;
  /** One object each. */
  readonly params: WireText;
  readonly context: WireText;
  /** Of a list that is made of others, each element with each. */
  readonly maxMapLength: number;
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
      return sources.xcom(input.taskId, input.path);
    case 'item':
      return descend(await sources.item(input.mapId), input.path, `An element of ${input.mapId}`);
    case 'mapped':
    case 'zip':
    case 'cross':
    case 'concat':
      return descendItems(await resolveItems({ ...input, path: [] }, sources), input.path, `The list of ${input.kind}`);
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

/**
 * The elements of an input that is a list: what a map goes over.
 *
 * @throws TaskloomError MAP_NOT_LIST, and what `resolveInput` throws
 */
export async function resolveItems(input: InputSpec, sources: InputSources): Promise<readonly WireText[]> {
  const whole = await resolveWholeItems(input, sources);
  if (whole !== undefined) return whole;
  const value = await resolve(input, sources);
  const items = listItems(value);
  if (items === undefined) throw describeNoList(value);
  return items;
}

/** Of what is made of elements, the elements, without writing a list and taking it apart again. */
async function resolveWholeItems(input: InputSpec, sources: InputSources): Promise<readonly WireText[] | undefined> {
  if ('path' in input && input.path.length > 0) return undefined;
  switch (input.kind) {
    case 'mapped':
      return sources.mapped(input.mapId);
    case 'list':
      return resolveAll(input.items, sources);
    case 'zip':
      return zipItems(await resolveLists(input.lists, sources));
    case 'cross':
      return crossItems(await resolveLists(input.lists, sources), sources.maxMapLength);
    case 'concat':
      return (await resolveLists(input.lists, sources)).flat();
    default:
      return undefined;
  }
}

function resolveLists(lists: readonly InputSpec[], sources: InputSources): Promise<(readonly WireText[])[]> {
  return Promise.all(lists.map((list) => resolveItems(list, sources)));
}

/** A list of results need not be written out to take one of them. */
function descendItems(items: readonly WireText[], path: readonly (string | number)[], what: string): WireText {
  const [first, ...rest] = path;
  if (typeof first !== 'number') return descend(`[${items.join(',')}]`, path, what);
  return descend(items[first] ?? 'null', rest, what);
}

export function describeNoList(value: WireText) {
  const pickled = describePickled(value);
  return runtimeError('MAP_NOT_LIST', `Tasks are mapped over ${pickled ?? value.slice(0, 80)}, which is no list.`, {
    hint:
      pickled === undefined
        ? 'Return a list, or an object whose entries are meant.'
        : `Only Python can look into it: ${AS_JSON}.`,
  });
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
  throw runtimeError(
    'VALUE_UNSUPPORTED',
    `A part of a text is ${describePickled(wire) ?? wire.slice(0, 80)}, which has no text form.`,
    {
      hint: 'Make it a text in a task.',
    },
  );
}

/** Scalars, and the small classes of the SDK, whose prototypes have a `toJSON` of their own. */
function isTextual(value: unknown): boolean {
  return typeof value !== 'object' || value === null || 'toJSON' in Object.getPrototypeOf(value);
}

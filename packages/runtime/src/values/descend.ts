/** Follows the path of a reference, `summary.rows[0]`, into a value. */
import { describePickled, formatPath } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { WireText } from '../ports.js';
import { sliceEntries, sliceItems } from './wire-slices.js';

type Path = readonly (string | number)[];

/**
 * The part of a value to which a path leads, as it was written. As with `?.` in JavaScript, what is not there is null:
 * a key that an object does not have, a position behind the end of a list, anything of null.
 *
 * @param what names the value in errors: `The result of "summarize"`
 * @throws TaskloomError REFERENCE_PATH_MISSING for a path into what has no parts, and for the key of a list
 */
export function descend(value: WireText, path: Path, what: string): WireText {
  let part = value;
  for (const [depth, step] of path.entries()) {
    if (part === 'null') return part;
    const { items, entries } = readContainer(part);
    const index = typeof step === 'number' ? step : undefined;
    if (entries === undefined && (items === undefined || index === undefined)) {
      throw describeMissing({ items, part }, path.slice(0, depth + 1), what);
    }
    part = entries?.get(String(step)) ?? (index === undefined ? undefined : items?.[index]) ?? 'null';
  }
  return part;
}

/** A field of an object; undefined where it has none of that name, or the value is no object. */
export function findField(value: WireText, name: string): WireText | undefined {
  return readContainer(value).entries?.get(name);
}

/** Whether it is an object with fields. */
export function hasFields(value: WireText): boolean {
  return readContainer(value).entries !== undefined;
}

interface Container {
  readonly items?: readonly WireText[];
  readonly entries?: ReadonlyMap<string, WireText>;
}

/** A list, a tuple, an object, or an object whose keys had to be tagged. */
function readContainer(text: WireText): Container {
  const items = sliceItems(text);
  if (items !== undefined) return { items };
  const entries = sliceEntries(text);
  const content = entries?.get('v');
  switch (entries?.get('$')) {
    case undefined:
      return entries === undefined ? {} : { entries };
    case '"tuple"':
      return { items: sliceItems(content ?? '') ?? [] };
    case '"object"':
      return { entries: new Map((sliceItems(content ?? '') ?? []).map(readPair)) };
    default:
      return {};
  }
}

function readPair(pair: WireText): [string, WireText] {
  const [key = '""', value = 'null'] = sliceItems(pair) ?? [];
  return [JSON.parse(key) as string, value];
}

function describeMissing(
  { items, part }: { readonly items: readonly WireText[] | undefined; readonly part: WireText },
  path: Path,
  what: string,
) {
  const step = path.at(-1) ?? '';
  const where = path.length === 1 ? what : `${what} at ${formatPath('', path.slice(0, -1))}`;
  const pickled = describePickled(part);
  const found = items === undefined ? (pickled ?? describeScalar(part)) : `a list of ${items.length}`;
  return runtimeError('REFERENCE_PATH_MISSING', `${where} is ${found} and has no ${JSON.stringify(step)}.`, {
    hint:
      pickled === undefined
        ? 'Compare the path with what the task returned.'
        : `Only Python can look into it: ${AS_JSON}, or take the whole and the part of it in Python.`,
    details: { path },
  });
}

/** What to do about a value that JSON could not hold as a whole. */
export const AS_JSON = 'return plain values, which cross as JSON';

function describeScalar(text: WireText): string {
  if (text.startsWith('"')) return 'a text';
  return text.startsWith('{') ? 'neither a list nor an object' : text;
}

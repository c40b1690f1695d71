/** Follows the path of a reference, `summary.rows[0]`, into a value. */
import { describeNearest, formatPath } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { WireText } from '../ports.js';
import { sliceEntries, sliceItems } from './wire-slices.js';

type Path = readonly (string | number)[];

/**
 * The part of a value to which a path leads, as it was written.
 *
 * @param what names the value in errors: `The result of "summarize"`
 * @throws TaskloomError REFERENCE_PATH_MISSING with what is there instead
 */
export function descend(value: WireText, path: Path, what: string): WireText {
  let part = value;
  for (const [depth, step] of path.entries()) {
    const inner = findPart(part, step);
    if (inner === undefined) throw describeMissing(part, path.slice(0, depth + 1), what);
    part = inner;
  }
  return part;
}

function findPart(text: WireText, step: string | number): WireText | undefined {
  const { items, entries } = readContainer(text);
  if (typeof step === 'number') return items?.[step] ?? entries?.get(String(step));
  return entries?.get(step);
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

function describeMissing(text: WireText, path: Path, what: string) {
  const step = path.at(-1) ?? '';
  const { items, entries } = readContainer(text);
  const where = path.length === 1 ? what : `${what} at ${formatPath('', path.slice(0, -1))}`;
  const details = { path };
  if (entries !== undefined) {
    const hint = describeNearest(String(step), [...entries.keys()]);
    return runtimeError('REFERENCE_PATH_MISSING', `${where} has no ${JSON.stringify(step)}.`, { hint, details });
  }
  const found = items === undefined ? describeScalar(text) : `a list of ${items.length}`;
  return runtimeError('REFERENCE_PATH_MISSING', `${where} is ${found} and has no ${JSON.stringify(step)}.`, {
    hint: 'Compare the path with what the task returned.',
    details,
  });
}

function describeScalar(text: WireText): string {
  if (text === 'null') return 'null';
  if (text.startsWith('"')) return 'a text';
  return text.startsWith('{') ? 'neither a list nor an object' : text;
}

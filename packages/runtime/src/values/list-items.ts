/** The elements of what tasks are mapped over: lists as they are, objects as pairs of key and value. */
import { runtimeError } from '../errors.js';
import type { WireText } from '../ports.js';
import { sliceEntries, sliceItems } from './wire-slices.js';

/** Undefined for a value that has no elements in an order: a scalar, a text, a set. */
export function listItems(text: WireText): readonly WireText[] | undefined {
  const items = sliceItems(text);
  if (items !== undefined) return items;
  const entries = sliceEntries(text);
  const tag = entries?.get('$');
  if (tag === undefined) return entries && [...entries].map(([key, value]) => `[${JSON.stringify(key)},${value}]`);
  return LIST_TAGS.has(tag) ? sliceItems(entries?.get('v') ?? '') : undefined;
}

// `map` and `object` are lists of pairs on the wire.
const LIST_TAGS: ReadonlySet<string> = new Set(['"tuple"', '"map"', '"object"']);

/** Element beside element, as many as the shortest list has. */
export function zipItems(lists: readonly (readonly WireText[])[]): readonly WireText[] {
  const length = lists.length === 0 ? 0 : Math.min(...lists.map((list) => list.length));
  return Array.from({ length }, (_, index) => `[${lists.map((list) => list[index]).join(',')}]`);
}

/** Each with each, the last list fastest. @throws TaskloomError MAP_TOO_LONG before so many are made */
export function crossItems(lists: readonly (readonly WireText[])[], limit: number): readonly WireText[] {
  const length = lists.reduce((product, list) => product * list.length, lists.length === 0 ? 0 : 1);
  checkMapLength(length, limit);
  return Array.from({ length }, (_, index) => {
    let rest = index;
    const parts = lists.toReversed().map((list) => {
      const part = list[rest % list.length];
      rest = Math.floor(rest / list.length);
      return part;
    });
    return `[${parts.toReversed().join(',')}]`;
  });
}

/** @throws TaskloomError MAP_TOO_LONG */
export function checkMapLength(length: number, limit: number): void {
  if (length <= limit) return;
  throw runtimeError('MAP_TOO_LONG', `Tasks are mapped over a list of ${length}; the longest allowed is ${limit}.`, {
    hint: 'Map over parts of it, or raise `maxMapLength` of createRuntime.',
    details: { length, limit },
  });
}

/**
 * Takes wire text apart without parsing it: a number that Python wrote as `1.0` is still `1.0` afterwards. Wire text has
 * no white space outside of strings.
 */
import { runtimeError } from '../errors.js';
import type { WireText } from '../ports.js';

/** The elements of a list; undefined for anything else. */
export function sliceItems(text: WireText): readonly WireText[] | undefined {
  if (!text.startsWith('[')) return undefined;
  const items: WireText[] = [];
  for (let at = 1; text[at] !== ']' && at < text.length; ) {
    const end = findEnd(text, at);
    items.push(text.slice(at, end));
    at = text[end] === ',' ? end + 1 : end;
  }
  return items;
}

/** The entries of an object in order, keys as text; undefined for anything else. */
export function sliceEntries(text: WireText): ReadonlyMap<string, WireText> | undefined {
  if (!text.startsWith('{')) return undefined;
  const entries = new Map<string, WireText>();
  for (let at = 1; text[at] !== '}' && at < text.length; ) {
    const keyEnd = findEnd(text, at);
    const end = findEnd(text, keyEnd + 1);
    entries.set(JSON.parse(text.slice(at, keyEnd)) as string, text.slice(keyEnd + 1, end));
    at = text[end] === ',' ? end + 1 : end;
  }
  return entries;
}

/** What ends a scalar, and what matters inside of a container. */
const SCALAR_END = /[,:\]}]/g;
const STRUCTURE = /["[\]{}]/g;

/** The offset behind the value that begins at `at`. */
function findEnd(text: WireText, at: number): number {
  const first = text[at];
  if (first === '"') return findStringEnd(text, at);
  if (first !== '[' && first !== '{') return findNext(SCALAR_END, text, at) ?? text.length;
  let depth = 0;
  let next: number | undefined = at;
  while (next !== undefined) {
    const character = text[next];
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    const end: number = character === '"' ? findStringEnd(text, next) : next + 1;
    if (depth === 0) return end;
    next = findNext(STRUCTURE, text, end);
  }
  throw describeMalformed(text, at);
}

/** Not by a pattern: one that repeats a choice fails on strings of millions of characters. */
function findStringEnd(text: WireText, at: number): number {
  for (let quote = text.indexOf('"', at + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  throw describeMalformed(text, at);
}

function findNext(pattern: RegExp, text: WireText, from: number): number | undefined {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index;
}

function describeMalformed(text: WireText, at: number) {
  return runtimeError('INTERNAL', `A value is not wire text: ${text.slice(at, at + 100)}`);
}

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

const STRING = /"(?:[^"\\]|\\.)*"/y;
const SCALAR = /[^,:\]}]+/y;
/** Inside a container: up to and with the next string or bracket. */
const STEP = /[^"[\]{}]*("(?:[^"\\]|\\.)*"|[[\]{}])/y;

/** The offset behind the value that begins at `at`. */
function findEnd(text: WireText, at: number): number {
  const first = text[at];
  if (first === '"') return match(STRING, text, at);
  if (first !== '[' && first !== '{') return match(SCALAR, text, at);
  let depth = 0;
  let end = at;
  do {
    end = match(STEP, text, end);
    const last = text[end - 1];
    if (last === '[' || last === '{') depth += 1;
    else if (last === ']' || last === '}') depth -= 1;
  } while (depth > 0);
  return end;
}

function match(pattern: RegExp, text: WireText, at: number): number {
  pattern.lastIndex = at;
  if (pattern.test(text)) return pattern.lastIndex;
  throw runtimeError('INTERNAL', `A value is not wire text: ${text.slice(at, at + 100)}`);
}

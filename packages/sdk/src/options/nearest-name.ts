/** Suggestions for names that are not there. */
import { closest, distance } from 'fastest-levenshtein';

/** Names that differ by more than this share of their length are different words, not slips. */
const SLIP_SHARE = 1 / 3;

/** `Did you mean "retries"?`, or what there is. */
export function describeNearest(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'There are none.';
  const nearest = closest(name, known);
  const difference = distance(name.toLowerCase(), nearest.toLowerCase());
  if (difference <= Math.max(2, name.length * SLIP_SHARE)) return `Did you mean "${nearest}"?`;
  return `There is ${known.map((other) => `"${other}"`).join(', ')}.`;
}

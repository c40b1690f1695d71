/** Suggestions for names that are not there. */
import { closest, distance } from 'fastest-levenshtein';

/** `Did you mean "retries"?`, or what there is. */
export function describeNearest(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'There are none.';
  const nearest = closest(name, known);
  const isNear = distance(name.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, name.length / 3);
  return isNear ? `Did you mean "${nearest}"?` : `There is ${known.map((other) => `"${other}"`).join(', ')}.`;
}

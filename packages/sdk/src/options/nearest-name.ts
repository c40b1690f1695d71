/** Suggestions for names that are not there. */
import { closest, distance } from 'fastest-levenshtein';

/** `Did you mean "retries"?`, or what there is. */
export function describeNearest(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'There are none.';
  const wanted = name.toLowerCase();
  const candidates = known.map((other) => other.toLowerCase());
  const nearest = closest(wanted, candidates);
  if (distance(wanted, nearest) <= slipLength(name)) return `Did you mean "${known[candidates.indexOf(nearest)]}"?`;
  return `There is ${known.map((other) => `"${other}"`).join(', ')}.`;
}

/** Names that differ by more are different words. Two letters that changed places differ by 2. */
function slipLength({ length }: string): number {
  return Math.max(length / 3, Math.min(2, length / 2));
}

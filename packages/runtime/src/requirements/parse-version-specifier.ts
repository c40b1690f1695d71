/** Comparisons with versions, as PEP 440 has them: `>=2,<3`, `~=1.4`, `==1.*`. */
import type { Scanner } from './scanner.js';

const OPERATOR = /===|==|~=|!=|<=|>=|<|>/;
/** One of PEP 440, in any of the spellings that it accepts. */
const VERSION = new RegExp(
  [
    /^v?(?:\d+!)?\d+(?:\.\d+)*/,
    /(?:[-_.]?(?:alpha|a|beta|b|preview|pre|c|rc)[-_.]?\d*)?/,
    /(?:-\d+|[-_.]?(?:post|rev|r)[-_.]?\d*)?/,
    /(?:[-_.]?dev[-_.]?\d*)?/,
    /(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?$/,
  ]
    .map(({ source }) => source)
    .join(''),
  'i',
);

/** Comparisons with commas between them; none is fine. Stops before what is none. @throws Mistake */
export function parseVersionSpecifiers(scanner: Scanner): readonly string[] {
  const found: string[] = [];
  for (;;) {
    const one = parseOne(scanner.skipBlanks());
    if (one === undefined) break;
    found.push(one);
    // As in pip, one comma too many at the end does no harm.
    if (scanner.skipBlanks().take(/,/) === undefined) break;
  }
  return found;
}

function parseOne(scanner: Scanner): string | undefined {
  if (scanner.take(/=(?!=)/) !== undefined) scanner.refuse('`=` compares nothing: write `==`', scanner.column - 1);
  const operator = scanner.take(OPERATOR);
  if (operator === undefined) return undefined;
  const { column } = scanner.skipBlanks();
  if (operator === '===') return `===${scanner.expect(/[^\s;)]+/, 'a version')}`;
  const version = scanner.expect(/(?:\d+!)?[^\s;,()<>=!~[\]]+/, 'a version');
  const problem = findProblem(operator, version);
  if (problem !== undefined) scanner.refuse(problem, column);
  return `${operator}${version}`;
}

function findProblem(operator: string, version: string): string | undefined {
  const isPrefix = version.endsWith('.*');
  if (!VERSION.test(isPrefix ? version.slice(0, -'.*'.length) : version))
    return `\`${version}\` is no version (PEP 440)`;
  const takesAny = operator === '==' || operator === '!=';
  if (isPrefix && !takesAny) return `\`.*\` goes with == and != only, not with ${operator}`;
  if (version.includes('+') && (!takesAny || isPrefix)) return `a local version (\`+…\`) goes with == and != only`;
  if (operator === '~=' && !version.replace(/^\D*(?:\d+!)?/, '').includes('.'))
    return `~= needs a version of at least two parts: \`${version}.0\``;
  return undefined;
}

/** Which names Python takes, and which name a JavaScript one gets there. */

// Of every Python from 2.7 on, so that a body reads the same in each interpreter that it is given to: `print` and `exec`
// are keywords of 2.7 alone. Soft keywords (`match`, `type`) are names.
const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except exec finally for from ' +
    'global if import in is lambda nonlocal not or pass print raise return try while with yield __debug__'
  ).split(' '),
);
// Joiners, which JavaScript takes in a name, are none of a name in most Pythons.
const NAME = /^[\p{XID_Start}_](?:(?![\u200c\u200d])\p{XID_Continue})*$/u;
const WORDS = /[\p{XID_Start}_]\p{XID_Continue}*/gu;

/** Python reads identifiers in this form of Unicode, so that two spellings of a name are one. */
export function normalizeName(name: string): string {
  return name.normalize('NFKC');
}

/** A name that can be bound. Keywords cannot. */
export function isPythonName(name: string): boolean {
  return NAME.test(name) && NAME.test(normalizeName(name)) && !KEYWORDS.has(normalizeName(name));
}

/** `from` becomes `from_`; undefined for what no underscore can save (`$row`). */
export function findPythonName(name: string): string | undefined {
  const normal = normalizeName(name);
  const candidate = KEYWORDS.has(normal) ? `${normal}_` : normal;
  return isPythonName(name) || KEYWORDS.has(normal) ? candidate : undefined;
}

/** The name of the Python function that stands for a method. */
export function toFunctionName(method: string): string {
  const word = method.replace(/[^\p{XID_Continue}]/gu, '_');
  return findPythonName(word) ?? `_${normalizeName(word)}`;
}

/** Every word of a text that could be a name, those in strings and comments included. */
export function listWords(text: string): string[] {
  return [...text.matchAll(WORDS)].map(([word]) => normalizeName(word));
}

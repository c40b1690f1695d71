/**
 * Names for captured values. A value keeps the name it has in TypeScript unless Python's text says that word for itself:
 * `df = ${df}.copy()` would otherwise read a local variable before it is assigned.
 */
import { isPythonName, normalizeName } from './python-names.js';

export interface CaptureRequest {
  /** The expression, where it is one identifier. */
  readonly identifier?: string;
  /** The expression's own words, from which a name is made that still tells what it is. */
  readonly words: readonly string[];
  /** UTF-16 units that the placeholder takes; a longer name would move what follows. */
  readonly width: number;
}

/** Gives one name a request; the same identifier gets the same name. */
export class CaptureNames {
  readonly #taken: Set<string>;
  readonly #byIdentifier = new Map<string, string>();

  /** @param taken names that mean something else: the text's words, parameters, the function */
  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  choose(request: CaptureRequest): string {
    const { identifier } = request;
    const known = identifier === undefined ? undefined : this.#byIdentifier.get(identifier);
    if (known !== undefined) return known;
    const name = this.#findFree(request);
    this.#taken.add(name);
    if (identifier !== undefined) this.#byIdentifier.set(identifier, name);
    return name;
  }

  #findFree({ identifier, words, width }: CaptureRequest): string {
    // `$` and two blanks are kept for the braces' places.
    const limit = Math.max(1, width - 2);
    if (identifier !== undefined && this.#isFree(identifier)) return identifier;
    const stem = words.join('_').replace(/^_+/, '');
    for (let count = 1; ; count += 1) {
      const suffix = count === 1 ? '_' : `_${count}`;
      const name = `${(isPythonName(stem) ? stem : 'value').slice(0, Math.max(1, limit - suffix.length))}${suffix}`;
      if (this.#isFree(name)) return name;
    }
  }

  #isFree(name: string): boolean {
    // Two leading underscores: Python mangles them inside a class, and its own names begin so. NFKC: what is bound must
    // be what is looked up.
    return isPythonName(name) && name === normalizeName(name) && !name.startsWith('__') && !this.#taken.has(name);
  }
}

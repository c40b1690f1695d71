/** Which methods of a file may be the one that was decorated. */
import type { ExtractedFile, ExtractedMethod } from './extracted-file.js';
import { comparePositions, type TextPosition } from './line-table.js';

export interface WantedMethod {
  readonly name: string;
  /** The class's name at run time, which may be empty or another than the source's. */
  readonly className: string;
  /** Where its decorator was called, as far as known. */
  readonly position: TextPosition | undefined;
  /** Whether the class may have another name in the file than it has at run time: what compiled it may have renamed it. */
  readonly mayBeRenamed: boolean;
}

/**
 * Methods of the name in groups, the likelier before. `certain`: the decorator stands on the method, and the one that
 * encloses it most closely comes first. Otherwise a group of several does not tell which.
 */
export interface MethodGroup {
  readonly certain: boolean;
  readonly methods: readonly ExtractedMethod[];
}

export function rankMethods(file: ExtractedFile, wanted: WantedMethod): readonly MethodGroup[] {
  const { name, className, position, mayBeRenamed } = wanted;
  const named = file.methods.filter((method) => method.name === name);
  const enclosing = position === undefined ? [] : named.filter((method) => standsOn(position, method));
  const groups: MethodGroup[] = [
    { certain: true, methods: enclosing.toSorted((a, b) => comparePositions(b.span.start, a.span.start)) },
    { certain: false, methods: named.filter(({ classNames }) => classNames.includes(className)) },
    // A method of another class may have the same text, and other parameters.
    { certain: false, methods: mayBeRenamed || MADE_UP.test(className) ? named : [] },
  ];
  return groups.filter(({ methods }) => methods.length > 0);
}

/** What a class is called that its author gave no name: nothing, or what a compiler makes of `export default`. */
const MADE_UP = /^$|default/;

/** Before the method's name: a decorator that is called in its body belongs to another method. */
function standsOn(position: TextPosition, { span, at }: ExtractedMethod): boolean {
  return comparePositions(span.start, position) <= 0 && comparePositions(position, at) < 0;
}

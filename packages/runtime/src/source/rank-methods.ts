/** Which methods of a file may be the one that was decorated. */
import type { ExtractedFile, ExtractedMethod } from './extracted-file.js';
import { comparePositions, type TextPosition } from './line-table.js';

export interface WantedMethod {
  readonly name: string;
  /** The class's name at run time, which may be empty or another than the source's. */
  readonly className: string;
  /** Where its decorator was called, as far as known. */
  readonly position: TextPosition | undefined;
}

/**
 * Methods of the name in groups, the likelier before. `certain`: the decorator stands on the method, and the one that
 * encloses it most closely comes first. Otherwise a group of several does not tell which.
 */
export interface MethodGroup {
  readonly certain: boolean;
  readonly methods: readonly ExtractedMethod[];
}

export function rankMethods(file: ExtractedFile, { name, className, position }: WantedMethod): readonly MethodGroup[] {
  const named = file.methods.filter((method) => method.name === name);
  const enclosing = position === undefined ? [] : named.filter(({ span }) => isWithin(position, span));
  const groups: MethodGroup[] = [
    { certain: true, methods: enclosing.toSorted((a, b) => comparePositions(b.span.start, a.span.start)) },
    { certain: false, methods: named.filter(({ classNames }) => classNames.includes(className)) },
    { certain: false, methods: named },
  ];
  return groups.filter(({ methods }) => methods.length > 0);
}

function isWithin(position: TextPosition, { start, end }: ExtractedMethod['span']): boolean {
  return comparePositions(start, position) <= 0 && comparePositions(position, end) < 0;
}

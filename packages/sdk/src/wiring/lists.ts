/** Lists made of lists, for maps over several of them. */
import { findCallSite } from '../call-site.js';
import { toInputSpec } from './inputs.js';
import { checkList } from './map.js';
import { getRecorder } from './recorder.js';
import { createReference } from './reference.js';
import type { Input, XCom } from './xcom.js';

/**
 * Element beside element, as lists: `[[a0, b0], [a1, b1], …]`, as many as the shortest list has. What is no list is a
 * problem of the DAG, MAP_INVALID, or the failure of the task that gave it, MAP_NOT_LIST.
 *
 * @throws TaskloomError FLOW_NOT_RUNNING
 */
export function zip<A extends readonly unknown[]>(...lists: { [K in keyof A]: Input<readonly A[K][]> }): XCom<A[]> {
  return combine('zip', lists, zip) as XCom<A[]>;
}

/** Each with each, the last list fastest: `[[a0, b0], [a0, b1], …]`. @throws TaskloomError FLOW_NOT_RUNNING */
export function cross<A extends readonly unknown[]>(...lists: { [K in keyof A]: Input<readonly A[K][]> }): XCom<A[]> {
  return combine('cross', lists, cross) as XCom<A[]>;
}

/** One list after the other. @throws TaskloomError FLOW_NOT_RUNNING */
export function concat<T>(...lists: Input<readonly T[]>[]): XCom<T[]> {
  return combine('concat', lists, concat) as unknown as XCom<T[]>;
}

// biome-ignore lint/complexity/noBannedTypes: whichever of the three was called
function combine(kind: 'zip' | 'cross' | 'concat', lists: readonly unknown[], called: Function): object {
  const location = findCallSite(called);
  const recorder = getRecorder(kind, location);
  const specs = lists.map((list, index) => {
    const spec = toInputSpec(list, { recorder, what: `List ${index + 1} of ${kind}`, location });
    return checkList(spec, { recorder, location });
  });
  return createReference({ kind, lists: specs, path: [] }, recorder);
}

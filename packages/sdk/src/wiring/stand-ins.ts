/** What the objects that `flow` gets and passes around stand for. The objects themselves are opaque to the author. */
import type { InputSpec } from '../spec/dag-spec.js';
import type { Recorder } from './recorder.js';

/** Where the value of a reference will come from. */
export type ReferenceSource = Exclude<InputSpec, { kind: 'value' | 'default' | 'list' | 'object' }>;

export type StandIn =
  | { readonly kind: 'reference'; readonly source: ReferenceSource; readonly recorder: Recorder }
  /** `result` is what the group's function returned. */
  | { readonly kind: 'group'; readonly groupId: string; readonly result: unknown; readonly recorder: Recorder }
  /** A task that has not been called. */
  | { readonly kind: 'handle'; readonly name: string };

const standIns = new WeakMap<object, StandIn>();

export function setStandIn(value: object, standIn: StandIn): void {
  standIns.set(value, standIn);
}

/** Undefined for a value that is just a value. */
export function findStandIn(value: unknown): StandIn | undefined {
  return typeof value === 'function' || (typeof value === 'object' && value !== null) ? standIns.get(value) : undefined;
}

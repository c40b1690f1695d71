/** What a Python task gave through pickle, cloudpickle or dill. It can be kept and passed on to Python, not read. */
import type { PicklingSerializer } from '../spec/dag-spec.js';

export class PickledValue {
  /** The Python module that has written it, and that reads it. */
  readonly serializer: PicklingSerializer;
  readonly #bytes: Uint8Array;

  /** @param bytes what `dumps` of that module gave. Python runs what is in them: take them from nobody you do not trust */
  constructor(serializer: PicklingSerializer, bytes: Uint8Array) {
    this.serializer = serializer;
    this.#bytes = Uint8Array.from(bytes);
    Object.freeze(this);
  }

  /** A copy. */
  get bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  /** For people: `a value that dill has written (120 bytes)`. */
  toString(): string {
    return describe(this.serializer, this.#bytes.length);
  }
}

/** Each is a tag of the wire. */
export function isPicklingSerializer(name: string): name is PicklingSerializer {
  return name === 'pickle' || name === 'cloudpickle' || name === 'dill';
}

const START = /^\{"\$":"(pickle|cloudpickle|dill)","v":"/;

/** Wire text of a pickled value as its `toString` says it; undefined for any other. Containers are not looked into. */
export function describePickled(text: string): string | undefined {
  const [start = '', serializer] = START.exec(text) ?? [];
  if (serializer === undefined) return undefined;
  return describe(serializer, Buffer.byteLength(text.slice(start.length, -'"}'.length), 'base64'));
}

function describe(serializer: string, sizeBytes: number): string {
  return `a value that ${serializer} has written (${sizeBytes} bytes)`;
}

/** What a Python task gave through pickle, cloudpickle or dill. It can be kept and passed on to Python, not read. */
import type { PicklingSerializer } from '../spec/dag-spec.js';

/** What Python said of the value. */
export interface PickledFacts {
  /** Its class: `fractions.Fraction`, `list`. */
  readonly type: string;
  /** Its `repr`, shortened to some 200 characters. */
  readonly repr: string;
}

export class PickledValue implements PickledFacts {
  readonly type: string;
  readonly repr: string;
  /** The Python module that has written it, and that reads it. */
  readonly serializer: PicklingSerializer;
  readonly sizeBytes: number;
  readonly #bytes: Uint8Array;

  /** @param bytes what `dumps` of that module gave. Python runs what is in them: take them from nobody you do not trust */
  constructor(serializer: PicklingSerializer, bytes: Uint8Array, { type, repr }: PickledFacts) {
    this.type = type;
    this.repr = repr;
    this.serializer = serializer;
    this.sizeBytes = bytes.length;
    this.#bytes = Uint8Array.from(bytes);
    Object.freeze(this);
  }

  /** A copy. */
  get bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  /** For people: `a value that dill has written (120 bytes)`. */
  toString(): string {
    return describe(this.serializer, this.sizeBytes);
  }
}

/** Each is a tag of the wire. */
export function isPicklingSerializer(name: string): name is PicklingSerializer {
  return name === 'pickle' || name === 'cloudpickle' || name === 'dill';
}

const START = /^\{"\$":"(pickle|cloudpickle|dill)","v":\["([^"]*)"/;

/** Wire text of a pickled value as its `toString` says it; undefined for any other. Containers are not looked into. */
export function describePickled(text: string): string | undefined {
  const [, serializer, bytes = ''] = START.exec(text) ?? [];
  return serializer === undefined ? undefined : describe(serializer, Buffer.byteLength(bytes, 'base64'));
}

function describe(serializer: string, sizeBytes: number): string {
  return `a value that ${serializer} has written (${sizeBytes} bytes)`;
}

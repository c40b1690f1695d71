/**
 * Messages as bytes: `u32 length | u8 type | fields`, each field `u32 length | bytes`, numbers big-endian. What the
 * types mean is left to messages.ts.
 */
import { constants } from 'node:buffer';
import { runtimeError } from '../../errors.js';

export interface Frame {
  /** One ASCII letter. */
  readonly type: string;
  readonly fields: readonly Buffer[];
}

const LENGTH_BYTES = 4;
const HEADER_BYTES = LENGTH_BYTES + 1;
/** What one JavaScript string can hold; a value arrives as one. */
export const MAX_MESSAGE_BYTES = constants.MAX_STRING_LENGTH;

export function encodeFrame(type: string, fields: readonly string[]): Buffer {
  const parts: Buffer[] = [Buffer.alloc(HEADER_BYTES)];
  for (const field of fields) {
    const bytes = Buffer.from(field, 'utf8');
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(bytes.length);
    parts.push(length, bytes);
  }
  const message = Buffer.concat(parts);
  message.writeUInt32BE(message.length - LENGTH_BYTES);
  message.writeUInt8(type.charCodeAt(0), LENGTH_BYTES);
  return message;
}

/** Makes frames out of bytes, however they are cut into chunks. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #bytes = 0;

  /**
   * The frames that are complete with this chunk.
   *
   * @throws TaskloomError VALUE_UNSUPPORTED for a message that is too long, HARNESS_MISMATCH for bytes that are none
   */
  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    const frames: Frame[] = [];
    for (let size = this.#nextSize(); size !== undefined && this.#bytes >= size; size = this.#nextSize()) {
      const joined = this.#join();
      frames.push(parseFrame(joined.subarray(0, size)));
      this.#chunks = [joined.subarray(size)];
      this.#bytes -= size;
    }
    return frames;
  }

  /** Bytes of the next message with its length, or undefined while that is not known. */
  #nextSize(): number | undefined {
    if (this.#bytes < HEADER_BYTES) return undefined;
    const [first] = this.#chunks;
    const header = first !== undefined && first.length >= HEADER_BYTES ? first : this.#join();
    const length = header.readUInt32BE();
    const type = String.fromCharCode(header.readUInt8(LENGTH_BYTES));
    if (length < 1 || !/[A-Z]/.test(type)) throw notAMessage();
    if (length > MAX_MESSAGE_BYTES) throw tooLong(length);
    return LENGTH_BYTES + length;
  }

  /** Joins only when a header or a whole message is there, so that a long message is not copied again and again. */
  #join(): Buffer {
    const [first] = this.#chunks;
    const joined = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }
}

function parseFrame(message: Buffer): Frame {
  const fields: Buffer[] = [];
  let at = HEADER_BYTES;
  while (at < message.length) {
    const start = at + LENGTH_BYTES;
    const end = start > message.length ? Number.POSITIVE_INFINITY : start + message.readUInt32BE(at);
    if (end > message.length) throw notAMessage();
    fields.push(message.subarray(start, end));
    at = end;
  }
  return { type: String.fromCharCode(message.readUInt8(LENGTH_BYTES)), fields };
}

function notAMessage() {
  return runtimeError('HARNESS_MISMATCH', 'What came over descriptor 3 is not a message of the harness.', {
    hint: 'Leave descriptor 3 of the task alone: it carries the values between Python and Taskloom.',
  });
}

/** Of a value, or of all arguments of a task together. */
export function tooLong(length: number) {
  return runtimeError(
    'VALUE_UNSUPPORTED',
    `A value of ${length} bytes is too long: ${MAX_MESSAGE_BYTES} are the most.`,
    {
      hint: 'Write it to a file and pass the path on.',
      details: { length, limit: MAX_MESSAGE_BYTES },
    },
  );
}

/** A time of day without a date and a zone: Python's `time`. */
import { normalizeTime, refuseText } from './iso-text.js';

export class PlainTime {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
    Object.freeze(this);
  }

  /** @param text `06:05`, `06:05:04` or `06:05:04.000300` @throws TaskloomError VALUE_UNSUPPORTED */
  static from(text: string): PlainTime {
    return new PlainTime(normalizeTime(text) ?? refuseText('time of day', text, '06:05:04.000300'));
  }

  /** ISO 8601, with six digits of a fraction or none. */
  toString(): string {
    return this.#text;
  }

  toJSON(): string {
    return this.#text;
  }

  equals(other: PlainTime): boolean {
    return this.#text === other.#text;
  }
}

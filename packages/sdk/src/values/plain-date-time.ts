/** A date and a time of day without a zone: Python's naive `datetime`. */
import { normalizeDate, normalizeTime, refuseText } from './iso-text.js';

export class PlainDateTime {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
    Object.freeze(this);
  }

  /** @param text `2026-11-24T06:05:04.000300` @throws TaskloomError VALUE_UNSUPPORTED */
  static from(text: string): PlainDateTime {
    const [day = '', clock = '', ...rest] = text.split('T');
    const date = normalizeDate(day);
    const time = normalizeTime(clock);
    if (date === undefined || time === undefined || rest.length > 0) {
      return refuseText('date and time without a zone', text, '2026-11-24T06:05:04.000300');
    }
    return new PlainDateTime(`${date}T${time}`);
  }

  /** ISO 8601, with six digits of a fraction or none. */
  toString(): string {
    return this.#text;
  }

  toJSON(): string {
    return this.#text;
  }

  equals(other: PlainDateTime): boolean {
    return this.#text === other.#text;
  }
}

/** A calendar date without a time and a zone: Python's `date`. */
import { normalizeDate, refuseText } from './iso-text.js';

export class PlainDate {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
    Object.freeze(this);
  }

  /** @param text `2026-11-24`, years 1 to 9999 @throws TaskloomError VALUE_UNSUPPORTED */
  static from(text: string): PlainDate {
    return new PlainDate(normalizeDate(text) ?? refuseText('date', text, '2026-11-24'));
  }

  /** ISO 8601. */
  toString(): string {
    return this.#text;
  }

  toJSON(): string {
    return this.#text;
  }

  equals(other: PlainDate): boolean {
    return this.#text === other.#text;
  }
}

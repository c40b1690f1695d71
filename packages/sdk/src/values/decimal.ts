/** A decimal number as its exact text: Python's `Decimal`. It does not calculate; a library of your choice does. */
import { refuseText } from './iso-text.js';

const DECIMAL = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|Infinity|NaN|sNaN)$/;

export class Decimal {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
    Object.freeze(this);
  }

  /** @param text `1.10`, `-3E+5`, `NaN`, `Infinity` @throws TaskloomError VALUE_UNSUPPORTED */
  static from(text: string): Decimal {
    return DECIMAL.test(text) ? new Decimal(text) : refuseText('decimal number', text, '1.10');
  }

  /** The text it was made from: `1.10` stays `1.10`. */
  toString(): string {
    return this.#text;
  }

  toJSON(): string {
    return this.#text;
  }

  /** By text: 1.1 and 1.10 differ. */
  equals(other: Decimal): boolean {
    return this.#text === other.#text;
  }
}

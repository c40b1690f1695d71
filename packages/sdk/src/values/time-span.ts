/** A length of time, exact in microseconds, of either sign: Python's `timedelta`. */
import { authorError } from '../errors.js';

// Python's timedelta.max and .min.
const MOST = 86_399_999_999_999_999_999n;
const LEAST = -86_399_999_913_600_000_000n;

export class TimeSpan {
  readonly microseconds: bigint;

  private constructor(microseconds: bigint) {
    this.microseconds = microseconds;
    Object.freeze(this);
  }

  /** @throws TaskloomError VALUE_UNSUPPORTED beyond Python's range of 999,999,999 days */
  static fromMicroseconds(microseconds: bigint): TimeSpan {
    if (microseconds <= MOST && microseconds >= LEAST) return new TimeSpan(microseconds);
    throw authorError('VALUE_UNSUPPORTED', `${microseconds} microseconds are more than a time span holds.`, {
      hint: 'Keep within 999,999,999 days.',
    });
  }

  /** ISO 8601: `PT1.5S`, `-PT90S`. */
  toString(): string {
    const size = this.microseconds < 0n ? -this.microseconds : this.microseconds;
    const fraction = String(size % 1_000_000n)
      .padStart(6, '0')
      .replace(/0+$/, '');
    const seconds = `${size / 1_000_000n}${fraction === '' ? '' : `.${fraction}`}`;
    return `${this.microseconds < 0n ? '-' : ''}PT${seconds}S`;
  }

  toJSON(): string {
    return this.toString();
  }

  equals(other: TimeSpan): boolean {
    return this.microseconds === other.microseconds;
  }
}

/** What a run or a task gave, for people to read. Programs read `--json`. */
import { inspect } from 'node:util';

export interface ValueLook {
  readonly colors: boolean;
  /** Columns to stay within where that can be. */
  readonly width: number;
  /** Long lists are cut where somebody looks; a file or a pipe gets all of it. */
  readonly cut: boolean;
}

/** A text as it is, without quotes; anything else as Node shows it. */
export function renderValue(value: unknown, { colors, width, cut }: ValueLook): string {
  if (typeof value === 'string') return value;
  return inspect(value, {
    colors,
    breakLength: width,
    depth: null,
    maxArrayLength: cut ? 100 : null,
    maxStringLength: cut ? 10_000 : null,
  });
}

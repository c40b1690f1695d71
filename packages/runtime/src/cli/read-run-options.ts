/** What the commands have in common: the params and the logical date of a run. */
import type { RunOptions } from '../runtime-options.js';
import { parseObjectOption } from './json-option.js';
import { parseLogicalDate } from './logical-date.js';

export interface RunArguments {
  readonly params?: string;
  readonly logicalDate?: string;
}

/** @throws TaskloomError USAGE */
export function readRunOptions({ params, logicalDate }: RunArguments): Pick<RunOptions, 'params' | 'logicalDate'> {
  return {
    ...(params === undefined ? {} : { params: parseObjectOption('--params', params) }),
    ...(logicalDate === undefined ? {} : { logicalDate: parseLogicalDate(logicalDate) }),
  };
}

/** The option `--python-downloads`, as a runtime has it. */
import { Option } from 'commander';
import type { RuntimeOptions } from '../runtime-options.js';

export type PythonDownloadsOption = Pick<RuntimeOptions, 'pythonDownloads'>;

export function createPythonDownloadsOption(): Option {
  return new Option(
    '--python-downloads <when>',
    'whether uv fetches a Python that is not on the machine (default: never)',
  ).choices(['auto', 'never']);
}

/** Nothing where the option was not given. */
export function findPythonDownloads({ pythonDownloads }: PythonDownloadsOption): PythonDownloadsOption {
  return pythonDownloads === undefined ? {} : { pythonDownloads };
}

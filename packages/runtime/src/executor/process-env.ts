/** The environment variables of a task's process, as pure functions of Node's own and the task's options. */
import type { TaskOptionsSpec } from '@taskloom/sdk/internal';
import { FOREIGN_PYTHON_VARIABLES } from '../process/foreign-variables.js';

export type Env = Readonly<Record<string, string>>;
type NodeEnv = Readonly<Record<string, string | undefined>>;

export interface EnvSources {
  readonly options: Pick<TaskOptionsSpec, 'env' | 'inheritEnv' | 'appendEnv'>;
  /** Node's own, `process.env`. */
  readonly nodeEnv: NodeEnv;
  /** Becomes TMPDIR, unless the task's `env` says otherwise. */
  readonly scratchFolder: string;
}

/** Where programs and their shared libraries are found; the rest is what Windows cannot start a process without. */
const PLATFORM_NAMES = [
  'PATH',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'DYLD_FALLBACK_LIBRARY_PATH',
  'SystemRoot',
  'SystemDrive',
  'PATHEXT',
  'ComSpec',
  'TEMP',
  'TMP',
];

/**
 * `inheritEnv`: all of Node's variables (default), none, or those that are named; what the platform needs is always
 * kept, what belongs to another interpreter never inherited. The task's `env` is laid over it.
 */
export function composePythonEnv({ options, nodeEnv, scratchFolder }: EnvSources): Env {
  const { env = {}, inheritEnv = true } = options;
  const names = inheritEnv === true ? Object.keys(nodeEnv) : [...PLATFORM_NAMES, ...(inheritEnv || [])];
  const inherited = pick(
    nodeEnv,
    names.filter((name) => !FOREIGN_PYTHON_VARIABLES.has(name)),
  );
  return { ...inherited, TMPDIR: scratchFolder, ...env };
}

/** As Airflow's BashOperator: `env` takes the place of Node's variables unless `appendEnv` lays it over them. */
export function composeBashEnv({ options, nodeEnv, scratchFolder }: EnvSources): Env {
  const { env, appendEnv = false } = options;
  const inherited = env === undefined || appendEnv ? pick(nodeEnv, Object.keys(nodeEnv)) : {};
  return { ...inherited, TMPDIR: scratchFolder, ...env };
}

function pick(source: NodeEnv, names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = source[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

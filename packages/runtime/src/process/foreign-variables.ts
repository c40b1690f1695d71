/** Environment variables that were made for one interpreter and mislead every other. */
export const FOREIGN_PYTHON_VARIABLES: ReadonlySet<string> = new Set([
  'PYTHONPATH',
  'PYTHONHOME',
  'PYTHONSTARTUP',
  'VIRTUAL_ENV',
  'CONDA_PREFIX',
  '__PYVENV_LAUNCHER__',
]);

/** Node's own environment without them. */
export function listNativeVariables(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !FOREIGN_PYTHON_VARIABLES.has(name),
  );
  return Object.fromEntries(entries) as Record<string, string>;
}

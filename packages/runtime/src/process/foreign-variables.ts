/** Environment variables that were made for one interpreter and mislead every other. */
export const FOREIGN_PYTHON_VARIABLES: ReadonlySet<string> = new Set([
  'PYTHONPATH',
  'PYTHONHOME',
  'PYTHONSTARTUP',
  'VIRTUAL_ENV',
  'CONDA_PREFIX',
  '__PYVENV_LAUNCHER__',
]);

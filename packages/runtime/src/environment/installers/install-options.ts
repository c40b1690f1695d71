/** Which of a task's `installOptions` decide what is installed, and which only how. */

/** Of uv and pip: they say nothing about which packages are chosen, and the commands that choose do not know them. */
const INSTALLING = new Set([
  '--compile',
  '--no-compile',
  '--compile-bytecode',
  '--no-compile-bytecode',
  '--reinstall',
  '--force-reinstall',
  '--ignore-installed',
  '-I',
  '--upgrade',
  '-U',
  '--strict',
  '--exact',
  '--no-warn-script-location',
  '--no-warn-conflicts',
]);
/** The same, followed by a value. */
const INSTALLING_WITH_VALUE = new Set(['--link-mode', '--root-user-action', '--upgrade-strategy']);

/** What a command that chooses versions is given of them. */
export function listResolvingOptions(installOptions: readonly string[]): readonly string[] {
  return installOptions.filter((option, index) => {
    const [name = ''] = option.split('=', 1);
    const isValue = INSTALLING_WITH_VALUE.has(installOptions[index - 1] ?? '');
    return !INSTALLING.has(name) && !INSTALLING_WITH_VALUE.has(name) && !isValue;
  });
}

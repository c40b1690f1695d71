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

const LINK_MODE = new Set(['--link-mode']);

/** What a command that chooses versions is given of them. */
export function listResolvingOptions(installOptions: readonly string[]): readonly string[] {
  return dropWithValue(installOptions, INSTALLING_WITH_VALUE).filter((option) => !INSTALLING.has(nameOf(option)));
}

/** What uv is given of them: how it links it is told by a variable. */
export function dropLinkMode(installOptions: readonly string[]): readonly string[] {
  return dropWithValue(installOptions, LINK_MODE);
}

export interface LinkModeQuestion {
  readonly installOptions: readonly string[];
  /** Of UV_LINK_MODE. */
  readonly variable: string | undefined;
  readonly platform: NodeJS.Platform;
}

/**
 * How uv takes files from its cache: as the task says, or the variable, or as uv does where nobody says anything. Never by
 * symbolic links: an environment would be gone when the cache is cleaned.
 */
export function chooseLinkMode({ installOptions, variable = '', platform }: LinkModeQuestion): string {
  const place = installOptions.findIndex((option) => LINK_MODE.has(nameOf(option)));
  const asked = place < 0 ? variable : (installOptions[place]?.split('=')[1] ?? installOptions[place + 1] ?? '');
  if (asked !== '' && asked !== 'symlink') return asked;
  return platform === 'darwin' ? 'clone' : 'hardlink';
}

function dropWithValue(options: readonly string[], names: ReadonlySet<string>): readonly string[] {
  return options.filter((option, index) => !names.has(nameOf(option)) && !names.has(options[index - 1] ?? ''));
}

function nameOf(option: string): string {
  return option.split('=', 1)[0] ?? '';
}

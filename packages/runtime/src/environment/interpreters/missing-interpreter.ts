/** What is said when no interpreter fits: what there is, and how to get one. */
import type { TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import { type Interpreter, type InterpreterSource, nameInterpreter } from './interpreter.js';
import type { WantedVersion } from './python-version.js';

/** Tools that can install a Python, of those that are on the machine. */
export type PythonTool = 'uv' | 'pyenv' | 'mise' | 'asdf' | 'conda';

export interface SearchResult {
  readonly wanted: WantedVersion;
  readonly all: readonly Interpreter[];
  readonly tools: readonly PythonTool[];
  /** By uv, when it was asked to fetch the version. */
  readonly said?: readonly string[] | undefined;
}

export function describeMissing({ wanted: { text }, all, tools, said }: SearchResult): TaskloomError {
  const width = Math.max(0, ...all.map((one) => nameInterpreter(one).length));
  const lines = all.map((one) => `\n  ${nameInterpreter(one).padEnd(width)}  ${one.path} (${nameSource(one.source)})`);
  const found = lines.length === 0 ? ', nor any other.' : `. There are:${lines.join('')}`;
  return runtimeError(
    'INTERPRETER_NOT_FOUND',
    `There is no Python ${text} on this machine${found}${tellFetched(said)}`,
    {
      hint:
        said === undefined
          ? `${tellHowToInstall(text, tools)}, or ask for one that is there by \`python\`.`
          : 'Ask for one that is there by `python`, or for one that `uv python list` shows.',
      details: { python: text, found: all },
    },
  );
}

export interface UnusableFile {
  readonly path: string;
  readonly isThere: boolean;
  /** TASKLOOM_PYTHON names it, and not the task. */
  readonly isNamedByVariable: boolean;
}

export function describeUnusable({ path, isThere, isNamedByVariable }: UnusableFile): TaskloomError {
  const whose = isNamedByVariable ? 'the variable TASKLOOM_PYTHON' : 'the option `python`';
  const what = isThere ? `${path} is not a Python interpreter that can be run.` : `There is no interpreter ${path}.`;
  return runtimeError('INTERPRETER_NOT_FOUND', what, {
    hint: `${isThere ? 'Correct' : 'Install it, or correct'} ${whose}: a version such as "3.12", or the path of an interpreter.`,
    details: { python: path },
  });
}

function nameSource(source: InterpreterSource): string {
  return source === 'PATH' ? 'on the PATH' : source;
}

function tellFetched(said: readonly string[] | undefined): string {
  if (said?.length === 0) return '\nuv has fetched none that could be found.';
  return said === undefined ? '' : ['\nuv could not fetch it:', ...said].join('\n  ');
}

function tellHowToInstall(version: string, tools: readonly PythonTool[]): string {
  const [tool] = tools;
  if (tool === undefined) return `Install uv, then \`${COMMANDS.uv(version)}\``;
  const byItself = tool === 'uv' ? ", let uv do so by itself (`pythonDownloads: 'auto'`, --python-downloads auto)" : '';
  return `Get it with \`${COMMANDS[tool](version)}\`${byItself}`;
}

const COMMANDS: Readonly<Record<PythonTool, (version: string) => string>> = {
  uv: (version) => `uv python install ${version}`,
  pyenv: (version) => `pyenv install ${version}`,
  mise: (version) => `mise install python@${version}`,
  asdf: (version) => `asdf install python latest:${version}`,
  conda: (version) => `conda create --name python${version} python=${version}`,
};

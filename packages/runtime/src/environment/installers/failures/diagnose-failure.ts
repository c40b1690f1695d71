/** What the words of an installer mean for who has to do something about it: one row for each kind of failure. */

export interface FailedInstall {
  /** What the installer told, of which this is a reading. */
  readonly told: readonly string[];
  /** All that it printed. */
  readonly output: readonly string[];
  /** `Python 3.12.1` */
  readonly python: string;
}

export interface Diagnosis {
  readonly kind: FailureKind;
  /** The next action. Undefined: the words tell nothing that is known. */
  readonly hint: string | undefined;
}

export type FailureKind = (typeof ROWS)[number]['kind'] | 'other';

export function diagnoseFailure({ told, output, python }: FailedInstall): Diagnosis {
  const text = told.join('\n');
  for (const { kind, pattern, advise } of ROWS) {
    const match = pattern.exec(text);
    if (match !== null)
      return { kind, hint: advise({ name: match.slice(1).find(Boolean) ?? '', text, output, python }) };
  }
  return { kind: 'other', hint: undefined };
}

interface Reading {
  /** What the pattern has caught first: a package, a host, a file. */
  readonly name: string;
  readonly text: string;
  readonly output: readonly string[];
  readonly python: string;
}

interface Row<Kind extends string> {
  readonly kind: Kind;
  readonly pattern: RegExp;
  advise(reading: Reading): string;
}

/** The first that fits: what hides the index comes before what is missing on it. */
const ROWS = [
  row(
    'accessDenied',
    /(?:https?:\/\/(?:[^\s/@]*@)?([^\s/)'"`]+)[^\n]*(?:lack of valid authentication|403 Forbidden|\b40[13] Client Error))|(?:\b401 Unauthorized|\b403 Forbidden|\b401 Error)[^\n]*?https?:\/\/(?:[^\s/@]*@)?([^\s/)'"`]+)/,
    ({ name }) =>
      `Give ${name} a user and a password that it accepts: in a netrc file, in the configuration of pip or uv, or in the URL of \`indexUrls\`.`,
  ),
  row(
    'insecureIndex',
    /The repository located at (\S+) is not a trusted or secure host and is being ignored/,
    ({ name }) =>
      `Serve ${name} by https, since pip does not use it by http, or trust it: \`installOptions: ['--trusted-host', '${name}']\`.`,
  ),
  row(
    'indexFailed',
    /(?:status server error|too many 5\d\d error responses|\b50\d Server Error)/,
    ({ text }) =>
      `Run it again later, or name another index by \`indexUrls\`: ${findHost(text)} answers with an error.`,
  ),
  row(
    'unreachable',
    /connection refused|dns error|name or service not known|name resolution|timed out|network is unreachable|connection (?:broken|reset|aborted)|tcp connect error|closed before message|before message length|incompleteread|error decoding response body/i,
    ({ text }) =>
      `See whether the network, the proxy and the address of ${findHost(text)} are right, and run it again. Without a network, \`findLinks\` names a folder of wheels and \`indexUrls: []\` leaves the index out.`,
  ),
  row('hashMismatch', /hash mismatch|do not match the hashes/i, ({ text }) =>
    /\bfile:\/\//.test(text)
      ? 'The file has changed since it was resolved. Put it back as it was, or resolve anew: `taskloom env lock FILE --upgrade`.'
      : 'The index serves another file than the one that was resolved. Find out why, or resolve anew: `taskloom env lock FILE --upgrade`.',
  ),
  row(
    'noCompiler',
    /(?:unable to execute '?|error: command '?|unknown compiler\(s\):.*?|linker `|no such file or directory: ')((?:[\w.-]+-)?(?:gcc|g\+\+|cc|clang|c\+\+|gfortran|rustc|cargo))(?:'|`? not found|: no such file|' failed: no such file|\])(?! failed with)|can't find (Rust compiler)|(Microsoft Visual C\+\+)[^\n]* is required/i,
    ({ name, output, python }) =>
      `Install a compiler: ${findBuilt(output)} has no wheel for ${python}, and ${name} is not there to build it. Debian has one in \`build-essential\`. Or require a version that has a wheel.`,
  ),
  row(
    'buildFailed',
    /Failed to (?:download and )?build `|Call to `[^`]*` failed|subprocess-exited-with-error|metadata-generation-failed|Failed building wheel for|Command errored out|python setup\.py egg_info/,
    ({ output, python }) =>
      `Install what the lines above lack: ${findBuilt(output)} has no wheel for ${python} and is built from source. Or require a version that has a wheel.`,
  ),
  row('unknownPackage', /Because ([\w.-]+) was not found in the/, ({ name, text }) =>
    text.includes('provided package locations')
      ? `Put ${name} into one of \`findLinks\`, or leave out \`indexUrls: []\`: no index is asked.`
      : `See how ${name} is spelled, or name the index that has it by \`indexUrls\`.`,
  ),
  row('noVersion', /there (?:is|are) no versions? of ([\w.-]+)/, ({ name, text }) =>
    adviseVersion(name, /^The newest of .* is (\S+)\.$/m.exec(text)?.[1]),
  ),
  row(
    'conflict',
    /ResolutionImpossible|conflicting dependencies|depends? on (?!Python)[^\n]*(?:\n[^\n]*)*unsatisfiable/,
    () => 'Loosen one of the requirements that exclude each other, or divide them between two tasks.',
  ),
  row(
    'wrongPython',
    /does not satisfy Python|no wheels with a matching|require a different python version|is for another Python or system|needs Python /,
    ({ python }) =>
      `Ask for another interpreter by \`python\`, or for a version that has a release for ${python} on this system.`,
  ),
  row('noVersion', /requirement (\S+)[^\n]*\(from versions: (?!none)/, ({ name, text }) =>
    adviseVersion(name.replace(/[<>=!~].*/, ''), /\(from versions: .*?([^\s,]+)\)/.exec(text)?.[1]),
  ),
  row(
    'unknownPackage',
    /No matching distribution found for ([\w.-]+)/,
    ({ name }) =>
      `See how ${name} is spelled, or name the index that has it by \`indexUrls\`, the folder by \`findLinks\`.`,
  ),
  row(
    'missingFile',
    /(?:Distribution not found at: (?:file:\/\/)?|No such file or directory: ')([^\s']+)/,
    ({ name }) => `Put ${name} there, or correct the path in \`requirements\`.`,
  ),
] as const;

function row<const Kind extends string>(kind: Kind, pattern: RegExp, advise: Row<Kind>['advise']): Row<Kind> {
  return { kind, pattern, advise };
}

function adviseVersion(name: string, newest: string | undefined): string {
  return `Require a version of ${name} that there is${newest === undefined ? '' : `: the newest is ${newest}`}.`;
}

/** Of the first URL, or of what pip calls a pool. */
function findHost(text: string): string {
  const [, host] = /https?:\/\/(?:[^\s/@]*@)?([^\s/)'"`:]+(?::\d+)?)/.exec(text) ?? [];
  const [, name, port] = /host='([^']+)', port=(\d+)/.exec(text) ?? [];
  return host ?? (name === undefined ? 'the index' : `${name}:${port}`);
}

/** The package that was being built: what uv names, or what pip was collecting. */
function findBuilt(output: readonly string[]): string {
  const text = output.join('\n');
  const [, named] = /build `([^`@]+?)(?: @ [^`]*)?`|Failed building wheel for (\S+)/.exec(text) ?? [];
  const collected = [...text.matchAll(/^\s*(?:Collecting|Processing) (\S+)/gm)].at(-1)?.[1];
  return named ?? collected ?? 'a package';
}

/** Of what an installer has printed, what says why it failed: without its way there, its retries and its advertising. */

/** pip tells its way; its `--quiet` would also drop what a conflict is caused by. */
const PIP_NOISE = [
  /^\s*(Looking in (indexes|links):|Collecting |Downloading |Using cached |Processing |Saved |Successfully |Installing )/,
  /: (started|finished with status '\w+'|still running\.\.\.)$/,
  /^INFO: pip is /,
  /^WARNING: (Retrying \(|You are using pip version|Requirement '.*' looks like a filename)/,
  /^(\[notice\] |You should consider upgrading|DEPRECATION: )/,
  /^\s*note: This (error originates|is an issue)/,
  /^hint: See above/,
  /^\s*╰─> See above/,
  /^error: (metadata-generation-failed|failed-wheel-build-for-install)$/,
  /^× (Encountered error while|Failed to build installable)/,
];
const UV_NOISE =
  /^(warning: Failed to (?:hardlink|clone|reflink) files|\s*If (?:the cache and target|this is intentional)|Creating virtual environment at|Activate with|Using (Python|CPython|PyPy) |(Resolved|Prepared|Installed|Uninstalled|Audited) |\s*(Downloading|Downloaded|Building|Built|Updating|Updated) | [-+~] )/;

export function listTold(output: readonly string[]): readonly string[] {
  const told = dropTraceback(output).filter((line) => !UV_NOISE.test(line) && !PIP_NOISE.some((one) => one.test(line)));
  return told.filter((line, index) => line.trim() !== '' || (told[index - 1] ?? '').trim() !== '');
}

/** pip's own, for what it did not expect: its last line says it. */
function dropTraceback(output: readonly string[]): readonly string[] {
  const start = output.indexOf('ERROR: Exception:');
  return start < 0 ? output : [...output.slice(0, start), ...output.slice(-1)];
}

/** What pip writes into its log and prints only when it is asked to be loud: why it passed over an index or a file. */
import { readFile } from 'node:fs/promises';

/** A file that is not there has nothing to say. */
export async function readPipLog(file: string): Promise<readonly string[]> {
  return parsePipLog(await readFile(file, 'utf8').catch(() => ''));
}

/** In pip's words where they are short: each index and file once, then the end of what a failed build has printed. */
export function parsePipLog(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.replace(/^\d{4}-\d\d-\d\dT[\d:,]+ /, ''));
  return [...new Set(lines.flatMap((line) => explainSkipped(line) ?? []))].concat(findBuildOutput(lines));
}

const UNREAD = /Could not fetch URL (\S+): (?!404 )(.*?)(?: - skipping)?$/;
const WRONG_TAGS = /Skipping link: none of the wheel's tags .*?([^/\s]+\.whl)/;
const WRONG_PYTHON =
  /Link requires a different Python \(\S+ not in: '([^']*)'\):.*?([^/\s]+\.(?:whl|zip|tar\.\w+|tgz))/;

function explainSkipped(line: string): string | undefined {
  const [, url, why = ''] = UNREAD.exec(line) ?? [];
  if (url !== undefined) return `${url}: ${findReason(why)}`;
  const [, tagged] = WRONG_TAGS.exec(line) ?? [];
  if (tagged !== undefined) return `${decodeURIComponent(tagged)} is for another Python or system`;
  const [, wanted, file] = WRONG_PYTHON.exec(line) ?? [];
  return file === undefined ? undefined : `${decodeURIComponent(file)} needs Python ${wanted}`;
}

/** The innermost of `Max retries exceeded with url: … (Caused by NewConnectionError('<… object at 0x7f3d>: …'))`. */
const REASONS =
  /\[Errno -?\d+\] [^'")]+|\w+ timed out|too many \d+ error responses|\d{3} (?:Client|Server) Error: [^:]*(?= for url)/;

function findReason(why: string): string {
  return (REASONS.exec(why)?.[0] ?? why).trim();
}

const MAX_BUILD_LINES = 50;

/** What the last command has printed before it failed; nothing where none did. */
function findBuildOutput(lines: readonly string[]): readonly string[] {
  const end = lines.findLastIndex((line) => /^\s*ERROR: .* exited with -?\d+$|ERROR: Command errored out/.test(line));
  const start = lines.slice(0, Math.max(0, end)).findLastIndex((line) => /^\s*Running command /.test(line));
  return start < 0 ? [] : lines.slice(start + 1, end).slice(-MAX_BUILD_LINES);
}

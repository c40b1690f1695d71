/** Why a task failed, as its author reads it: the line that failed, how it came there, what caused it, what to do. */
import type { FailureFrame, TaskFailure } from '../../task-failure.js';
import { cleanLine, cleanLines } from './clean-line.js';
import { renderLocatedLines } from './located-lines.js';
import { formatPlace, isLibraryFile, shortenLibraryPath } from './place.js';
import type { Surroundings } from './surroundings.js';

const MAX_CAUSES = 8;
const MAX_MEMBERS = 8;

/** Without a heading: `describeFailure` is one. */
export function renderFailure(failure: TaskFailure, surroundings: Surroundings): string[] {
  const { palette, debug } = surroundings;
  return [
    ...renderFrames(failure.frames, surroundings),
    ...renderMembers(failure, surroundings),
    ...renderCauses(failure, surroundings),
    ...(debug ? indent([palette.dim('traceback in full'), ...cleanLines(failure.traceback.trimEnd())]) : []),
    ...(failure.hint === undefined ? [] : indent([`${palette.bold('hint')}: ${cleanLine(failure.hint)}`])),
  ];
}

/** `KeyError: 'when'`; for an error of ours `INTERPRETER_MISSING: There is no …`. May have several lines, safe for a terminal. */
export function describeFailure({ code, type, message }: TaskFailure): string {
  const name = code ?? type;
  return cleanLines(message === '' ? name : `${name}: ${message}`).join('\n');
}

/** The author's innermost line in full, then the whole way to it where it has more than that one step. */
function renderFrames(frames: readonly FailureFrame[], surroundings: Surroundings): string[] {
  const own = frames.filter((frame) => !isLibraryFile(frame.file));
  const shown = own.at(-1) ?? frames.at(-1);
  if (shown === undefined) return [];
  const lines = renderLocatedLines(shown, surroundings);
  return indent(frames.length === 1 ? lines : [...lines, ...renderTraceback(frames, surroundings)]);
}

/** Each of the author's frames, and of every stretch of library code the last. */
function renderTraceback(frames: readonly FailureFrame[], { palette, cwd }: Surroundings): string[] {
  const lines: string[] = [];
  let hidden = 0;
  for (const [index, frame] of frames.entries()) {
    const next = frames[index + 1];
    const isLibrary = isLibraryFile(frame.file);
    if (isLibrary && next !== undefined && isLibraryFile(next.file)) {
      hidden += 1;
      continue;
    }
    const place = isLibrary ? `${shortenLibraryPath(frame.file)}:${frame.line}` : formatPlace(frame, cwd);
    const more = hidden === 0 ? '' : ` (and ${hidden} more of libraries)`;
    lines.push(palette.dim(`  ${cleanLine(`${place} in ${frame.function}`)}${more}`));
    hidden = 0;
  }
  return [palette.dim('traceback, newest last'), ...lines];
}

function renderMembers({ errors = [] }: TaskFailure, surroundings: Surroundings): string[] {
  const shown = errors.slice(0, MAX_MEMBERS).flatMap((member, index) => {
    const title = `${surroundings.palette.bold(`${index + 1} of ${errors.length}`)}  ${describeFailure(member)}`;
    return [...title.split('\n'), ...renderFailure(member, surroundings)];
  });
  const rest = errors.length - MAX_MEMBERS;
  return indent(rest > 0 ? [...shown, `and ${rest} more`] : shown);
}

function renderCauses({ cause }: TaskFailure, surroundings: Surroundings): string[] {
  const lines: string[] = [];
  let current = cause;
  for (let depth = 0; current !== undefined && depth < MAX_CAUSES; depth += 1) {
    const [first = '', ...rest] = describeFailure(current).split('\n');
    lines.push('', ...indent([`${surroundings.palette.bold('caused by')} ${first}`, ...indent(rest)]));
    lines.push(...renderFrames(current.frames, surroundings), ...renderMembers(current, surroundings));
    current = current.cause;
  }
  return lines;
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

/** The part of the screen that changes while a run goes on: a pure function of what goes on, the time and the size. */
import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';
import { formatDuration } from './duration.js';
import type { Palette } from './palette.js';
import { type ActiveBuild, type ActiveTask, type RunProgress, shortenKey } from './run-progress.js';
import { markState } from './state-words.js';

export interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly palette: Palette;
  readonly now: Date;
  /** Counts up with each frame. */
  readonly tick: number;
}

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const MAX_TAIL = 5;

/** Lines that fit the screen, both ways, with one row to spare for the cursor. */
export function renderLiveFrame(progress: Pick<RunProgress, 'tasks' | 'builds' | 'ended'>, screen: Screen): string[] {
  const { builds, tasks, ended } = progress;
  const heads = builds.length + tasks.length;
  if (heads === 0 && ended.size === 0) return [];
  // Two rows are the summary's and the cursor's.
  const room = Math.max(0, screen.rows - 2);
  const tailRoom = Math.floor((room - heads) / Math.max(1, tasks.length));
  const tail = Math.max(0, Math.min(MAX_TAIL, tailRoom));
  const lines = [
    ...builds.map((build) => renderBuild(build, screen)),
    ...tasks.flatMap((task) => renderTask(task, tail, screen)),
  ];
  const shown = lines.length <= room ? lines : foldLines(lines, room, screen);
  return [...shown, renderCounts(progress, screen)].map((line) => fitLine(line, screen.columns));
}

/** A line cut to the width of the terminal. */
export function fitLine(line: string, columns: number): string {
  if (stringWidth(line) <= columns) return line;
  const cut = sliceAnsi(line, 0, columns - 1);
  // A wide character at the edge is kept whole by the slice.
  return `${stringWidth(cut) < columns ? cut : sliceAnsi(line, 0, columns - 2)}…`;
}

function foldLines(lines: readonly string[], room: number, { palette }: Screen): string[] {
  if (room === 0) return [];
  return [...lines.slice(0, room - 1), palette.dim(`  and ${lines.length - room + 1} more`)];
}

function renderBuild({ key, since, detail }: ActiveBuild, screen: Screen): string {
  const { palette } = screen;
  const told = detail === undefined ? '' : palette.dim(`  ${detail}`);
  return `${spin(screen)} environment ${shortenKey(key)}  ${palette.dim(`building ${time(since, screen)}`)}${told}`;
}

function renderTask(task: ActiveTask, tail: number, screen: Screen): string[] {
  const { palette } = screen;
  const { label, attempt, since, waitsFor } = task;
  const elapsed = palette.dim(time(since, screen));
  if (waitsFor === 'retry')
    return [`${markState('up_for_retry', palette)} ${label}  waits to be tried again ${elapsed}`];
  if (waitsFor === 'poke')
    return [`${markState('up_for_retry', palette)} ${label}  waits to be asked again ${elapsed}`];
  const nth = attempt > 1 ? palette.dim(`  attempt ${attempt}`) : '';
  const output = tail === 0 ? [] : task.tail.slice(-tail);
  return [`${spin(screen)} ${label}  ${elapsed}${nth}`, ...output.map((line) => renderOutputLine(line, palette))];
}

/** A line that a task wrote, under the task. */
export function renderOutputLine(line: string, { dim }: Palette): string {
  return dim(`  │ ${line}`);
}

/** `2 running, 5 success, 1 failed`. */
function renderCounts({ tasks, ended }: Pick<RunProgress, 'tasks' | 'ended'>, { palette }: Screen): string {
  const counts = [...ended].map(([state, count]) => `${count} ${state}`);
  return palette.dim([`${tasks.length} running`, ...counts].join(', '));
}

function spin({ tick, palette }: Screen): string {
  return palette.cyan(SPINNER[tick % SPINNER.length] ?? '');
}

function time(since: Date, { now }: Screen): string {
  return formatDuration(now.getTime() - since.getTime());
}

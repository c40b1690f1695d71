/** What stays on the screen of each attempt and each build that ended: a line, and the output under it. */
import { formatDuration } from './duration.js';
import { describeFailure } from './failure.js';
import { renderOutputLine } from './live-frame.js';
import type { Palette } from './palette.js';
import { type Milestone, shortenKey } from './run-progress.js';
import { describeState, markState } from './state-words.js';

export function renderMilestone(milestone: Milestone, palette: Palette): string[] {
  const took = milestone.durationMs === undefined ? '' : `  ${palette.dim(formatDuration(milestone.durationMs))}`;
  if (milestone.kind === 'build') {
    const { key, state, detail } = milestone;
    const mark = markState(state === 'ready' ? 'success' : 'failed', palette);
    const told = detail === undefined ? '' : palette.dim(`  ${detail}`);
    return [`${mark} environment ${shortenKey(key)}  ${state}${took}${told}`];
  }
  const { label, state, error, reason, retryInMs } = milestone;
  const word = state === 'success' ? '' : `  ${describeState(state)}`;
  const wait = retryInMs === undefined ? '' : ` in ${formatDuration(retryInMs)}`;
  const again = state === 'up_for_retry' ? `, will be tried again${wait}` : '';
  const why = error === undefined ? reason : describeFailure(error).split('\n', 1)[0];
  const told = why === undefined ? '' : `  ${why}`;
  return [`${markState(state, palette)} ${label}${word}${took}${again}${told}`, ...renderOutput(milestone, palette)];
}

function renderOutput({ tail, lineCount }: Extract<Milestone, { kind: 'attempt' }>, palette: Palette): string[] {
  const hidden = lineCount - tail.length;
  const more = hidden === 0 ? [] : [palette.dim(`  │ … ${hidden} lines before these are in its log`)];
  return [...more, ...tail.map((line) => renderOutputLine(line, palette))];
}

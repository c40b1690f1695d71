/** States of tasks and runs in the words that the views share. */
import type { TaskState } from '@taskloom/sdk';
import type { RunState } from '../../run-event.js';
import type { Palette } from './palette.js';

export type Tone = 'good' | 'bad' | 'quiet' | 'waiting';

const TONES: Partial<Record<TaskState | RunState, Tone>> = {
  success: 'good',
  failed: 'bad',
  cancelled: 'bad',
  up_for_retry: 'waiting',
};
const MARKS: Record<Tone, string> = { good: '✔', bad: '✖', quiet: '○', waiting: '↻' };

/** A mark in the state's colour. */
export function markState(state: TaskState | RunState, palette: Palette): string {
  const tone = TONES[state] ?? 'quiet';
  return paint(tone, palette)(MARKS[tone]);
}

/** The word for how an attempt ended. That it will be tried again is for the view to add. */
export function describeState(state: TaskState | RunState): string {
  if (state === 'upstream_failed') return 'not run, an upstream task failed';
  return state === 'up_for_retry' ? 'failed' : state;
}

function paint(tone: Tone, { green, red, yellow, dim }: Palette): (text: string) => string {
  return { good: green, bad: red, waiting: yellow, quiet: dim }[tone];
}

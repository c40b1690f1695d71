/** A run as plain lines, one for each event: for pipes, files and the logs of CI. */
import type { RunEvent } from '../../run-event.js';
import type { Output } from '../output.js';
import { cleanLine } from './clean-line.js';
import { formatDuration } from './duration.js';
import { describeFailure } from './failure.js';
import { describeLine, labelTask, type Milestone, RunProgress, shortenKey } from './run-progress.js';
import type { RunView } from './run-view.js';
import { describeState } from './state-words.js';

/**
 * @param write takes whole lines with their ends
 * @param takeOver streams whose foreign text is to go the same way
 */
export function createPlainView(
  write: (text: string) => Promise<void> | undefined,
  takeOver: readonly Output[],
): RunView {
  const render = createPlainRenderer();
  const restore = takeOver.map((output) => output.divert((text) => void write(text)));
  return {
    show(event) {
      const line = render(event);
      return line === undefined ? undefined : write(`${line}\n`);
    },
    note: (text) => void write(`${text}\n`),
    close() {
      for (const giveBack of restore) giveBack();
    },
  };
}

/** Gives the line of each event, in order; undefined for one that another line speaks for. */
export function createPlainRenderer(): (event: RunEvent) => string | undefined {
  const progress = new RunProgress();
  return (event) => {
    const wasPolled = event.kind === 'task' && progress.isPolled(labelTask(event));
    const milestone = progress.apply(event);
    if (milestone !== undefined) return describeMilestone(milestone);
    switch (event.kind) {
      case 'run':
        // How it ended is the report's to say.
        return event.state === 'running' ? `run ${event.runId} of ${event.dagId}` : undefined;
      case 'task':
        if (wasPolled) return undefined;
        if (event.state === 'up_for_reschedule') return `${labelTask(event)}: not done yet, will be asked again`;
        return `${labelTask(event)}: running${event.attempt > 1 ? `, attempt ${event.attempt}` : ''}`;
      case 'map':
        // Of maps inside of maps there may be thousands.
        if (event.mapIndexes.length > 0) return undefined;
        return `${labelTask(event)}: mapped over ${event.length} element${event.length === 1 ? '' : 's'}`;
      case 'log':
        return `${labelTask(event)} | ${describeLine(event)}`;
      case 'environment':
        return `environment ${shortenKey(event.key)}: ${event.state}${event.detail === undefined ? '' : ` (${cleanLine(event.detail)})`}`;
    }
  };
}

function describeMilestone(milestone: Milestone): string {
  const took = milestone.durationMs === undefined ? '' : ` after ${formatDuration(milestone.durationMs)}`;
  if (milestone.kind === 'build') {
    const detail = milestone.detail === undefined ? '' : ` (${milestone.detail})`;
    return `environment ${shortenKey(milestone.key)}: ${milestone.state}${took}${detail}`;
  }
  const { label, state, error, reason, retryInMs } = milestone;
  const wait = retryInMs === undefined ? '' : ` in ${formatDuration(retryInMs)}`;
  const again = state === 'up_for_retry' ? `, will be tried again${wait}` : '';
  const why = error === undefined ? reason : describeFailure(error).split('\n', 1)[0];
  const told = why === undefined ? '' : `: ${why}`;
  return `${label}: ${describeState(state)}${took}${again}${told}`;
}

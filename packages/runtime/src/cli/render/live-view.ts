/** A run on a terminal: what has ended scrolls up and stays, what goes on is drawn below it again and again. */
import { createLogUpdate } from 'log-update';
import type { Output } from '../output.js';
import { fitLine, renderLiveFrame } from './live-frame.js';
import { renderMilestone } from './milestone.js';
import { RunProgress } from './run-progress.js';
import type { RunView } from './run-view.js';

const FRAME_MS = 80;

/** @param diverted the outputs whose foreign text is to appear above the moving part */
export function createLiveView(output: Output, diverted: readonly Output[]): RunView {
  const progress = new RunProgress();
  const { palette } = output;
  const region = createLogUpdate(asStream(output));
  let tick = 0;
  let isClosed = false;

  const draw = (): void => {
    const { columns, rows } = output;
    region(renderLiveFrame(progress, { columns, rows, palette, now: new Date(), tick }).join('\n'));
  };
  const keep = (lines: readonly string[]): Promise<void> | undefined => {
    region.clear();
    const written = output.write(`${lines.join('\n')}\n`);
    if (!isClosed) draw();
    return written;
  };
  const foreign = createLineBuffer((line) => void keep([line]));
  const undivert = diverted.map((other) => other.divert(foreign.push));
  const timer = setInterval(() => {
    tick += 1;
    draw();
  }, FRAME_MS);

  return {
    show(event) {
      const milestone = progress.apply(event);
      if (milestone !== undefined) return keep(renderMilestone(milestone, palette));
      if (event.kind !== 'run' || event.state !== 'running') return undefined;
      return keep([fitLine(`${palette.bold(event.dagId)}  ${palette.dim(event.runId)}`, output.columns)]);
    },
    note: (text) => void keep([palette.yellow(text)]),
    close() {
      isClosed = true;
      clearInterval(timer);
      for (const restore of undivert) restore();
      region.clear();
      region.done();
      foreign.end();
    },
  };
}

/** What log-update takes for a stream. */
function asStream(output: Output): NodeJS.WritableStream {
  const stream = {
    isTTY: true,
    get columns() {
      return output.columns;
    },
    get rows() {
      return output.rows;
    },
    write(text: string) {
      void output.write(text);
      return true;
    },
  };
  return stream as unknown as NodeJS.WritableStream;
}

/** Foreign text comes in any pieces; the screen takes whole lines. */
function createLineBuffer(take: (line: string) => void) {
  let rest = '';
  return {
    push(text: string): void {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    },
    end(): void {
      if (rest !== '') take(rest);
      rest = '';
    },
  };
}

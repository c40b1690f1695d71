/** Picks how a run is shown: live on a terminal, plain lines elsewhere. */
import type { Output } from './output.js';
import { createPlainView } from './render/plain-view.js';
import type { RunView } from './render/run-view.js';

export interface ViewOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Streams whose foreign text (`console.log` of a pipeline) the view shows at its own place. */
  readonly takeOver: readonly Output[];
}

export async function openView(output: Output, { env, takeOver }: ViewOptions): Promise<RunView> {
  if (output.isTerminal && env['TERM'] !== 'dumb') {
    const { createLiveView } = await import('./render/live-view.js');
    return createLiveView(output, takeOver);
  }
  return createPlainView(
    (text) => output.write(text),
    takeOver.filter((other) => other !== output),
  );
}

/** A run's context as a wire value: what `context.ds` and the like in `flow` descend into. */
import { encodeToText } from '@taskloom/sdk/internal';
import type { RunContextFacts } from '../../context-facts.js';
import type { WireText } from '../../ports.js';

export function encodeContext({ params: _params, ...facts }: RunContextFacts): WireText {
  const { logicalDate, dataIntervalStart, dataIntervalEnd } = facts;
  return encodeToText({
    ...facts,
    logicalDate: new Date(logicalDate),
    dataIntervalStart: new Date(dataIntervalStart),
    dataIntervalEnd: new Date(dataIntervalEnd),
  });
}

/** Lengths of time as people read them. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** `230 ms`, `1.2 s`, `2 m 03 s`, `1 h 02 m`. */
export function formatDuration(ms: number): string {
  if (ms < SECOND) return `${Math.max(0, Math.round(ms))} ms`;
  // 59.96 s would be shown as 60.0 s.
  if (ms < MINUTE - 50) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < HOUR - SECOND / 2) return formatPair(Math.round(ms / SECOND), 'm', 's');
  return formatPair(Math.round(ms / MINUTE), 'h', 'm');
}

function formatPair(units: number, big: string, small: string): string {
  return `${Math.floor(units / 60)} ${big} ${String(units % 60).padStart(2, '0')} ${small}`;
}

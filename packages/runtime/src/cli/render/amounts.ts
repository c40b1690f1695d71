/** Sizes and ages as people read them. */

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `512 B`, `1.4 MB`, `230 MB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** power;
  return `${power === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[power]}`;
}

const DAY_MS = 86_400_000;
const STEPS = [
  ['d', DAY_MS],
  ['h', 3_600_000],
  ['min', 60_000],
] as const;

/** `3 d ago`, `now` for less than a minute. */
export function formatAge(ms: number): string {
  const [unit, length] = STEPS.find(([, least]) => ms >= least) ?? ['', 0];
  return length === 0 ? 'now' : `${Math.floor(ms / length)} ${unit} ago`;
}

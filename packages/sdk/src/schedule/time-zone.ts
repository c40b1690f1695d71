/** Clocks of the world's time zones, read from the tables that Node has (Intl). */

/** Milliseconds that a clock on the wall shows, counted as if it stood in UTC. */
export type WallMs = number;

export interface TimeZone {
  /** An IANA name, `UTC`, or an offset such as `+05:30`. */
  readonly name: string;
  toWall(instantMs: number): WallMs;
  /** An hour that comes twice means its second time; one that is left out is read by the clock before the change. */
  fromWall(wallMs: WallMs): number;
}

/** Undefined for a zone that there is not. */
export function findTimeZone(name: string): TimeZone | undefined {
  const fixed = readOffset(name);
  if (fixed !== undefined) return createZone(formatOffset(fixed), () => fixed);
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    return createZone(spellLike(format.resolvedOptions().timeZone, name), (instantMs) => findOffset(format, instantMs));
  } catch {
    return undefined;
  }
}

/** `Z`, `+01:00`, `+0100`. Undefined for anything else. */
export function readOffset(text: string): number | undefined {
  const [whole, sign, hours, minutes] = /^(?:Z|([+-])([01]\d|2[0-3]):?([0-5]\d))$/i.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return sign === undefined ? 0 : toMs(sign, Number(hours), Number(minutes));
}

const DAY_MS = 86_400_000;

function createZone(name: string, offsetAt: (instantMs: number) => number): TimeZone {
  return {
    name,
    toWall: (instantMs) => instantMs + offsetAt(instantMs),
    fromWall(wallMs) {
      const before = wallMs - offsetAt(wallMs - DAY_MS);
      const after = wallMs - offsetAt(wallMs + DAY_MS);
      const fitting = [before, after].filter((instantMs) => instantMs + offsetAt(instantMs) === wallMs);
      return fitting.length === 0 ? before : Math.max(...fitting);
    },
  };
}

/** `GMT`, `GMT+05:30`; seconds as well before the zones of the railways. */
function findOffset(format: Intl.DateTimeFormat, instantMs: number): number {
  const name = format.formatToParts(instantMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes, seconds] = /^GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(name) ?? [];
  return sign === undefined ? 0 : toMs(sign, Number(hours), Number(minutes), Number(seconds ?? 0));
}

function toMs(sign: string, hours: number, minutes: number, seconds = 0): number {
  return (sign === '-' ? -1000 : 1000) * ((hours * 60 + minutes) * 60 + seconds);
}

function formatOffset(offsetMs: number): string {
  if (offsetMs === 0) return 'UTC';
  const minutes = Math.abs(offsetMs) / 60_000;
  const pad = (count: number): string => String(Math.floor(count)).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${pad(minutes / 60)}:${pad(minutes % 60)}`;
}

/** Capitals as in the tables, for readers that care; but not the older name that Node may know a zone by. */
function spellLike(known: string, given: string): string {
  return known.toLowerCase() === given.toLowerCase() ? known : given;
}

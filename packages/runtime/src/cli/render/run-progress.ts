/** What goes on in a run now, told from its events, and what has just come to an end. */
import { formatInstanceId, type InstanceId } from '../../instance-id.js';
import type { RunEvent } from '../../run-event.js';
import type { TaskFailure } from '../../task-failure.js';
import { cleanLine } from './clean-line.js';

/** Lines of output that are kept of a task while it runs. The rest is in its log. */
const TAIL = 40;

type EventOf<K extends RunEvent['kind']> = Extract<RunEvent, { kind: K }>;

export interface ActiveTask {
  readonly label: string;
  readonly attempt: number;
  readonly since: Date;
  /** It failed, and waits to be tried again; or it is a sensor, and waits to be asked again. */
  readonly waitsFor?: 'retry' | 'poke';
  /** The last lines of its output. */
  readonly tail: readonly string[];
  readonly lineCount: number;
}

export interface ActiveBuild {
  readonly key: string;
  readonly since: Date;
  readonly detail?: string;
}

/** An end that is worth a line that stays. */
export type Milestone =
  | {
      readonly kind: 'attempt';
      readonly label: string;
      readonly state: EventOf<'task'>['state'];
      readonly attempt: number;
      /** Absent where it never started. */
      readonly durationMs?: number;
      readonly error?: TaskFailure;
      /** Why it skipped itself. */
      readonly reason?: string;
      /** Until its next attempt. */
      readonly retryInMs?: number;
      readonly tail: readonly string[];
      readonly lineCount: number;
    }
  | {
      readonly kind: 'build';
      readonly key: string;
      readonly state: 'ready' | 'failed';
      readonly durationMs: number;
      readonly detail?: string;
    };

/** An active task as it is kept here: output comes too often to make a new object of each line. */
interface TrackedTask extends ActiveTask {
  readonly tail: string[];
  lineCount: number;
}

export class RunProgress {
  readonly #tasks = new Map<string, TrackedTask>();
  readonly #builds = new Map<string, ActiveBuild>();
  readonly #ended = new Map<string, number>();
  /** Sensors that have been rescheduled. */
  readonly #polled = new Set<string>();

  get tasks(): readonly ActiveTask[] {
    return [...this.#tasks.values()];
  }

  get builds(): readonly ActiveBuild[] {
    return [...this.#builds.values()];
  }

  /** How many tasks have ended in each state, in the order in which the states first occurred. */
  get ended(): ReadonlyMap<string, number> {
    return this.#ended;
  }

  /** Whether it is a sensor that is asked once more: nothing to tell of. */
  isPolled(label: string): boolean {
    return this.#polled.has(label);
  }

  apply(event: RunEvent): Milestone | undefined {
    if (event.kind === 'task') return this.#applyTask(event);
    if (event.kind === 'environment') return this.#applyEnvironment(event);
    if (event.kind === 'log') this.#applyLog(event);
    return undefined;
  }

  #applyTask(event: EventOf<'task'>): Milestone | undefined {
    const label = labelTask(event);
    const { state, attempt, at, error, reason, nextAttemptAt } = event;
    const active = this.#tasks.get(label);
    if (state === 'running') {
      const { tail = [], lineCount = 0, since = at } = this.#polled.has(label) ? (active ?? {}) : {};
      this.#tasks.set(label, { label, attempt, since, tail, lineCount });
      return undefined;
    }
    const { tail = [], lineCount = 0 } = active ?? {};
    if (state === 'up_for_reschedule') {
      this.#polled.add(label);
      this.#tasks.set(label, { label, attempt, since: active?.since ?? at, waitsFor: 'poke', tail, lineCount });
      return undefined;
    }
    this.#polled.delete(label);
    if (state === 'up_for_retry') {
      this.#tasks.set(label, { label, attempt, since: at, waitsFor: 'retry', tail: [], lineCount: 0 });
    } else {
      this.#tasks.delete(label);
      this.#ended.set(state, (this.#ended.get(state) ?? 0) + 1);
    }
    return {
      kind: 'attempt',
      label: event.mapName === undefined ? label : `${label} (${cleanLine(event.mapName)})`,
      state,
      attempt,
      tail,
      lineCount,
      ...(active === undefined || active.waitsFor === 'retry' ? {} : { durationMs: elapsed(active.since, at) }),
      ...(error === undefined ? {} : { error }),
      ...(reason === undefined ? {} : { reason: cleanLine(reason) }),
      ...(nextAttemptAt === undefined ? {} : { retryInMs: elapsed(at, nextAttemptAt) }),
    };
  }

  #applyEnvironment({ key, state, at, detail }: EventOf<'environment'>): Milestone | undefined {
    const told = detail === undefined ? {} : { detail: cleanLine(detail) };
    const since = this.#builds.get(key)?.since ?? at;
    if (state === 'building') {
      this.#builds.set(key, { key, since, ...told });
      return undefined;
    }
    this.#builds.delete(key);
    return state === 'reused' ? undefined : { kind: 'build', key, state, durationMs: elapsed(since, at), ...told };
  }

  #applyLog(event: EventOf<'log'>): void {
    const active = this.#tasks.get(labelTask(event));
    if (active === undefined) return;
    active.lineCount += 1;
    active.tail.push(describeLine(event));
    if (active.tail.length > TAIL) active.tail.shift();
  }
}

/** `greet`, of a mapped task `greet[3]`. */
export const labelTask: (instance: InstanceId) => string = formatInstanceId;

/** A line of output, fit for a terminal. Of a log record the level is said where it is not `info`. */
export function describeLine({ line, stream, level }: EventOf<'log'>): string {
  const text = cleanLine(line);
  return stream === 'log' && level !== 'info' ? `${level}: ${text}` : text;
}

/** The environment's key, short enough to read. */
export function shortenKey(key: string): string {
  return key.slice(0, 8);
}

function elapsed(from: Date, to: Date): number {
  return to.getTime() - from.getTime();
}

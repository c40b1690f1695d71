/** A sensor: its body is called again and again until it is done, its time is up, or it gives its slot back meanwhile. */
import type { SensorSpec, TaskSpec } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import { formatInstanceId, type InstanceId } from '../../instance-id.js';
import type { AttemptOutcome, Clock } from '../../ports.js';
import type { DecidedOutcome } from '../../scheduler/walk-request.js';
import { failureFromError } from '../../task-failure.js';
import { judgePoke } from './judge-poke.js';

/** How far an attempt has come, over all the times that it was rescheduled. */
interface Watch {
  readonly attempt: number;
  readonly since: Date;
  pokes: number;
}

export class Sensors {
  readonly #clock: Clock;
  /** By instance. */
  readonly #watches = new Map<string, Watch>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async poll(
    { spec, instance, attempt }: { readonly spec: TaskSpec; readonly instance: InstanceId; readonly attempt: number },
    poke: () => Promise<AttemptOutcome>,
    signal: AbortSignal,
  ): Promise<DecidedOutcome> {
    const sensor = spec.role as SensorSpec;
    const id = formatInstanceId(instance);
    const watch = this.#findWatch(id, attempt);
    for (;;) {
      watch.pokes += 1;
      const outcome = await poke();
      const elapsedMs = this.#clock.now().getTime() - watch.since.getTime();
      const seed = `${id}#${watch.since.toISOString()}#${watch.pokes}`;
      const verdict = judgePoke(outcome, sensor, { poke: watch.pokes, elapsedMs, seed });
      if (verdict.kind === 'over') return verdict.outcome;
      if (verdict.kind === 'tooLate') return giveUp(spec, sensor);
      if (sensor.mode === 'reschedule') return { kind: 'rescheduled', delayMs: verdict.delayMs };
      // Where that is aborted, the executor tells why it does not call the body any more, and that is judged like any poke.
      await this.#clock.sleep(verdict.delayMs, signal);
    }
  }

  #findWatch(id: string, attempt: number): Watch {
    const known = this.#watches.get(id);
    if (known?.attempt === attempt) return known;
    const watch = { attempt, since: this.#clock.now(), pokes: 0 };
    this.#watches.set(id, watch);
    return watch;
  }
}

/** As in Airflow, without a retry. */
function giveUp({ taskId }: TaskSpec, { timeoutMs, softFail }: SensorSpec): AttemptOutcome {
  const message = `The sensor "${taskId}" was not done within its timeout of ${timeoutMs / 1000} s.`;
  if (softFail) return { kind: 'skipped', reason: message };
  const error = runtimeError('SENSOR_TIMEOUT', message, {
    hint: 'Raise `timeout`, or set `softFail` where the run can do without it.',
  });
  return { kind: 'failed', failure: failureFromError(error), final: true };
}

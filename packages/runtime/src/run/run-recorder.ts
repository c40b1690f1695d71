/** What happens in a run, onto the disk first, and then to who listens. */
import { getMapIndex } from '../instance-id.js';
import type { Clock, RunRecord } from '../ports.js';
import type { RunEvent, RunState } from '../run-event.js';
import type { Mapping, StateChange } from '../scheduler/walk-request.js';
import type { RunStates } from './run-states.js';

export interface RecorderPorts {
  readonly dagId: string;
  readonly states: RunStates;
  readonly record: RunRecord;
  readonly clock: Clock;
  publish(event: RunEvent): Promise<void> | undefined;
}

export class RunRecorder {
  readonly #ports: RecorderPorts;

  constructor(ports: RecorderPorts) {
    this.#ports = ports;
  }

  recordRun(state: RunState, at: Date): Promise<void> {
    const { record, dagId } = this.#ports;
    return this.#record({ kind: 'run', at, runId: record.runId, dagId, state });
  }

  recordMapping(mapping: Mapping): Promise<void> {
    const { record, clock, states } = this.#ports;
    const { task, mapIndexes, length } = mapping;
    states.map(mapping);
    const { taskId } = task.spec;
    return this.#record({ kind: 'map', at: clock.now(), runId: record.runId, taskId, mapIndexes, length });
  }

  recordState(change: StateChange): Promise<void> {
    const { record, clock, states } = this.#ports;
    const at = clock.now();
    states.apply(change, at);
    const { task, mapIndexes, state, attempt, failure, reason, isStopped, skips, delayMs } = change;
    const mapName = states.findName({ taskId: task.spec.taskId, mapIndexes });
    return this.#record({
      kind: 'task',
      at,
      runId: record.runId,
      taskId: task.spec.taskId,
      mapIndex: getMapIndex(mapIndexes),
      mapIndexes,
      ...(mapName === undefined ? {} : { mapName }),
      attempt,
      state,
      ...(failure === undefined ? {} : { error: failure }),
      ...(reason === undefined ? {} : { reason }),
      ...(isStopped === undefined ? {} : { isStopped }),
      ...(skips === undefined ? {} : { skips }),
      ...(delayMs === undefined ? {} : { nextAttemptAt: new Date(at.getTime() + delayMs) }),
    });
  }

  async #record(event: RunEvent): Promise<void> {
    await this.#ports.record.append(event);
    void this.#ports.publish(event);
  }
}

/**
 * What a run tells while it goes on, on its way to who listens. With the run's first event it begins what the tasks will
 * have to wait for, and tells once what tasks that wait for the same environment would each tell.
 */
import type { RunContextFacts } from '../context-facts.js';
import type { AttemptHooks, Clock, PlannedTask, TaskExecutor } from '../ports.js';
import type { RunEvent } from '../run-event.js';

export interface RunEventsRequest {
  readonly run: RunContextFacts;
  readonly tasks: readonly PlannedTask[];
  readonly executors: Readonly<Record<string, TaskExecutor>>;
  readonly clock: Clock;
  /** A returned promise is waited for. */
  tell(event: RunEvent): Promise<void> | undefined;
}

export interface RunEvents {
  publish(event: RunEvent): Promise<void> | undefined;
  /** Gives up what was begun and no task waits for. */
  close(): void;
}

export function openRunEvents({ run, tasks, executors, clock, tell }: RunEventsRequest): RunEvents {
  const closing = new AbortController();
  const isNews = createFilter();
  const hooks: Pick<AttemptHooks, 'onEnvironment'> = {
    onEnvironment: (progress) => {
      // What is there already, the tasks will tell.
      if (progress.state !== 'reused')
        void publish({ kind: 'environment', at: clock.now(), runId: run.runId, ...progress });
    },
  };
  function publish(event: RunEvent): Promise<void> | undefined {
    if (!isNews(event)) return undefined;
    const told = tell(event);
    const isBegin = event.kind === 'run' && event.state === 'running';
    const order = { run, tasks, ...hooks, signal: closing.signal };
    if (isBegin) for (const executor of Object.values(executors)) executor.prepare?.(order);
    return told;
  }
  return { publish, close: () => closing.abort() };
}

/** That an environment is used again is told for each task. */
function createFilter(): (event: RunEvent) => boolean {
  const last = new Map<string, string>();
  return (event) => {
    if (event.kind !== 'environment' || event.state === 'reused') return true;
    const told = `${event.state} ${event.detail ?? ''}`;
    if (last.get(event.key) === told) return false;
    last.set(event.key, told);
    return true;
  };
}

import { describe, expect, it } from 'vitest';
import type { EnvironmentProgress, PrepareOrder, TaskExecutor } from '../../../packages/runtime/src/ports.js';
import { describeRunContext } from '../../../packages/runtime/src/run/context/run-context.js';
import { openRunEvents } from '../../../packages/runtime/src/run/run-events.js';
import type { RunEvent } from '../../../packages/runtime/src/run-event.js';

const AT = new Date(0);
const RUN: RunEvent = { kind: 'run', at: AT, runId: 'r', dagId: 'D', state: 'running' };

function createEnvironmentEvent(state: EnvironmentProgress['state'], key = '0a'): RunEvent {
  return { kind: 'environment', at: AT, runId: 'r', key, state };
}

function createEvents() {
  const told: RunEvent[] = [];
  const prepared: PrepareOrder[] = [];
  const executor: Pick<TaskExecutor, 'prepare'> = {
    prepare: (order) => void prepared.push(order),
  };
  const events = openRunEvents({
    run: describeRunContext({ dag: { dagId: 'D' }, runId: 'r', logicalDate: AT, params: '{}' }),
    tasks: [],
    executors: { virtualenv: executor as TaskExecutor },
    clock: { now: () => AT, sleep: async () => undefined },
    tell: (event) => void told.push(event),
  });
  return { events, told, prepared };
}

describe('the events of a run', () => {
  it('begin with the run itself, and with that what the tasks will wait for', () => {
    const { events, told, prepared } = createEvents();

    events.publish(RUN);
    prepared[0]?.onEnvironment({ key: '0a', state: 'building' });
    prepared[0]?.onEnvironment({ key: '0b', state: 'reused' });

    expect(told).toEqual([RUN, createEnvironmentEvent('building')]);
    expect(prepared[0]?.signal.aborted).toBe(false);
    events.close();
    expect(prepared[0]?.signal.aborted).toBe(true);
  });

  it('tell of an environment once what several tasks would tell, and each time that it is used again', () => {
    const { events, told } = createEvents();
    const all = (['building', 'building', 'ready', 'ready', 'reused', 'reused', 'building'] as const).map((state) =>
      createEnvironmentEvent(state),
    );

    for (const event of all) events.publish(event);
    events.publish(createEnvironmentEvent('building', '0b'));

    expect(told.map((event) => event.kind === 'environment' && `${event.key} ${event.state}`)).toEqual([
      '0a building',
      '0a ready',
      '0a reused',
      '0a reused',
      '0a building',
      '0b building',
    ]);
  });
});

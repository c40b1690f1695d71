/** Whether the pool that a task names is there, and large enough for it ever to run. */
import { describeNearest } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { PlannedTask } from '../ports.js';

/** @throws TaskloomError POOL_INVALID */
export function checkPool({ spec }: PlannedTask, pools: Readonly<Record<string, number>>): void {
  const { taskId, options, calledAt: location } = spec;
  const { pool, poolSlots = 1 } = options;
  if (pool === undefined) return;
  const size = Object.hasOwn(pools, pool) ? pools[pool] : undefined;
  if (size === undefined) {
    const known = Object.keys(pools);
    throw runtimeError('POOL_INVALID', `The task "${taskId}" names the pool "${pool}", which the runtime has not.`, {
      hint:
        known.length === 0
          ? `Make it: \`createRuntime({ pools: { ${pool}: 4 } })\`, or \`--pool ${pool}=4\` on the command line.`
          : describeNearest(pool, known),
      details: { pool, known },
      location,
    });
  }
  if (poolSlots <= size) return;
  throw runtimeError(
    'POOL_INVALID',
    `The task "${taskId}" takes ${countSlots(poolSlots)} of the pool "${pool}", which has ${size}.`,
    {
      hint: 'Lower `poolSlots`, or make the pool larger: as it is, the task could never run.',
      details: { pool, poolSlots, size },
      location,
    },
  );
}

function countSlots(count: number): string {
  return count === 1 ? '1 slot' : `${count} slots`;
}

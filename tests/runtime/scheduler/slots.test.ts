import { expect, it } from 'vitest';
import { Slots } from '../../../packages/runtime/src/scheduler/slots.js';

const ONE = { poolSlots: 1 };

it('a slot goes to the next who waits when the first has nothing to run any more', () => {
  const slots = new Slots(1);
  const told: string[] = [];
  slots.take(ONE, () => undefined);
  slots.take(ONE, () => told.push('has nothing left'));
  const wantOne = (): void => {
    told.push(slots.take(ONE, wantOne) ? 'takes it' : 'waits');
  };
  wantOne();
  slots.take(ONE, () => told.push('comes too late'));

  slots.release(ONE);

  expect(told).toEqual(['waits', 'has nothing left', 'takes it']);
});

it('who has left is not told', () => {
  const slots = new Slots(1);
  const told: string[] = [];
  const leave = (): void => void told.push('left');
  slots.take(ONE, () => undefined);
  slots.take(ONE, leave);

  slots.leave(leave);
  slots.release(ONE);

  expect(told).toEqual([]);
});

it('a pool holds up who needs it, and nobody else', () => {
  const slots = new Slots(10, { gpu: 2 });
  const ofGpu = { pool: 'gpu', poolSlots: 1 };
  const taken = [ofGpu, ofGpu, ofGpu, ONE].map((need) => slots.take(need, () => undefined));
  expect(taken).toEqual([true, true, false, true]);
});

it('who needs more of a pool is not overtaken there by who needs less', () => {
  const slots = new Slots(10, { gpu: 3 });
  const told: string[] = [];
  const one = { pool: 'gpu', poolSlots: 1 };
  const three = { pool: 'gpu', poolSlots: 3 };
  slots.take(one, () => undefined);
  const wantThree = (): void => void told.push(slots.take(three, wantThree) ? 'three' : 'three waits');
  const wantOne = (): void => void told.push(slots.take(one, wantOne) ? 'one' : 'one waits');
  wantThree();
  wantOne();

  slots.release(one);

  expect(told).toEqual(['three waits', 'one waits', 'three', 'one waits']);
});

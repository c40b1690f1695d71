import { expect, it } from 'vitest';
import { Slots } from '../../../packages/runtime/src/scheduler/slots.js';

it('a slot goes to the next who waits when the first has nothing to run any more', () => {
  const slots = new Slots(1);
  const told: string[] = [];
  slots.take(() => undefined);
  slots.take(() => told.push('has nothing left'));
  const wantOne = (): void => {
    told.push(slots.take(wantOne) ? 'takes it' : 'waits');
  };
  wantOne();
  slots.take(() => told.push('comes too late'));

  slots.release();

  expect(told).toEqual(['waits', 'has nothing left', 'takes it']);
});

it('who has left is not told', () => {
  const slots = new Slots(1);
  const told: string[] = [];
  const leave = (): void => void told.push('left');
  slots.take(() => undefined);
  slots.take(leave);

  slots.leave(leave);
  slots.release();

  expect(told).toEqual([]);
});

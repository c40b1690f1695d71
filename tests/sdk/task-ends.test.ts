import { FailTask, SkipTask } from '@taskloom/sdk';
import { expect, it } from 'vitest';

it.each([
  ['SkipTask', SkipTask],
  ['FailTask', FailTask],
])('%s is an error with a reason, or none', (name, End) => {
  const [reasoned, bare] = [new End('no orders today'), new End()];
  expect(reasoned).toBeInstanceOf(Error);
  expect([String(reasoned), reasoned.message, reasoned.name]).toEqual([
    `${name}: no orders today`,
    'no orders today',
    name,
  ]);
  expect([String(bare), bare.message]).toEqual([name, '']);
});

import type { InputSpec } from '@taskloom/sdk/internal';
import { expect, it } from 'vitest';
import { describeList } from '../../../packages/runtime/src/plan/describe-list.js';

const days: InputSpec = { kind: 'xcom', taskId: 'days', path: ['rows', 0] };
const three: InputSpec = { kind: 'value', value: [1, 2, 3] };

it.each<[string, InputSpec]>([
  ['days.rows[0]', days],
  ['3 values', three],
  ['1 value', { kind: 'list', items: [days] }],
  ['params.days', { kind: 'param', path: ['days'] }],
  ['its element.rows', { kind: 'item', mapId: 'map', path: ['rows'] }],
  ['what map gave', { kind: 'mapped', mapId: 'map', path: [] }],
  ['days.rows[0] × 3 values', { kind: 'cross', lists: [days, three], path: [] }],
  ['zip(days.rows[0], 3 values)', { kind: 'zip', lists: [days, three], path: [] }],
])('a list is told as %s', (told, list) => {
  expect(describeList(list)).toBe(told);
});

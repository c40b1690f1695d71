import { expect, it } from 'vitest';
import { findScheduleFault } from '../../../packages/sdk/src/schedule/schedule.js';

it.each([
  ['@once'],
  ['@continuous'],
  ['@hourly'],
  ['@daily'],
  ['@weekly'],
  ['@monthly'],
  ['@quarterly'],
  ['@yearly'],
  ['30 6 * * 1-5'],
  ['0 0 29 2 *'],
  ['0 0 30 2 1'],
])('%s is a schedule', (schedule) => {
  expect(findScheduleFault(schedule)).toBeUndefined();
});

it.each([['@annually'], ['@midnight'], ['@reboot'], ['@Daily'], ['@']])('%s is no preset of Airflow’s', (schedule) => {
  expect(findScheduleFault(schedule)).toBe(
    'one of @once, @continuous, @hourly, @daily, @weekly, @monthly, @quarterly, @yearly, a cron expression, or null',
  );
});

it.each([['0 0 30 2 *'], ['0 0 31 4,6,9,11 *']])('%s never comes', (schedule) => {
  expect(findScheduleFault(schedule)).toBe('a cron expression that fits some day; its months have no such day');
});

import * as sdk from '@taskloom/sdk';
import * as internal from '@taskloom/sdk/internal';
import { expect, it } from 'vitest';

it('the public names are these', () => {
  expect(Object.keys(sdk).sort()).toEqual([
    'Decimal',
    'FailTask',
    'PickledValue',
    'PlainDate',
    'PlainDateTime',
    'PlainTime',
    'SkipTask',
    'TaskloomError',
    'TimeSpan',
    'chain',
    'concat',
    'context',
    'cross',
    'crossDownstream',
    'dag',
    'group',
    'python',
    'scoped',
    'task',
    'text',
    'zip',
  ]);
});

it('the kinds and roles of tasks are these', () => {
  expect(Object.keys(sdk.task).sort()).toEqual([
    'bash',
    'branch',
    'externalPython',
    'runIf',
    'sensor',
    'setup',
    'shortCircuit',
    'skipIf',
    'teardown',
    'virtualenv',
  ]);
});

it('both entries have the same error class', () => {
  expect(internal.TaskloomError).toBe(sdk.TaskloomError);
});

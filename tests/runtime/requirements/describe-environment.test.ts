import { describe, expect, it } from 'vitest';
import type { PlannedTask } from '../../../packages/runtime/src/ports.js';
import { planEnvironment } from '../../../packages/runtime/src/requirements/describe-environment.js';

function plan(options: object): readonly string[] | undefined {
  const location = { file: '/project/pipeline.ts', line: 3, column: 5 };
  return planEnvironment({ spec: { taskId: 'load', options }, location } as unknown as PlannedTask)?.requirements;
}

describe('the serializer of a task', () => {
  it.each([
    ['cloudpickle', { serializer: 'cloudpickle' }, ['cloudpickle']],
    ['dill beside others', { serializer: 'dill', requirements: ['six'] }, ['six', 'dill']],
    ['nothing of the standard library', { serializer: 'pickle', requirements: ['six'] }, ['six']],
    ['nothing where it is none', { requirements: 'six' }, ['six']],
    ['nothing where the base is to have it', { serializer: 'dill', systemSitePackages: true }, []],
    ['what is bounded already', { serializer: 'dill', requirements: ['Dill[graph] <0.4'] }, ['Dill[graph] <0.4']],
    [
      'what comes from elsewhere',
      { serializer: 'dill', requirements: ['dill @ https://example.org/dill.zip'] },
      ['dill @ https://example.org/dill.zip'],
    ],
    [
      'a distribution with a name that begins alike',
      { serializer: 'dill', requirements: ['dill-pickle'] },
      ['dill-pickle', 'dill'],
    ],
  ])('asks for %s', (_what, options, expected) => {
    expect(plan(options)).toEqual(expected);
  });
});

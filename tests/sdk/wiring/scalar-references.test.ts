import { text } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { showProblems } from '../steps.js';

// biome-ignore lint/suspicious/noExplicitAny: types keep authors from these, where they are not left out
type Untyped = any;

const IN_A_TASK = 'Do it in a task: pass the reference as an argument.';

describe('what has no fields', () => {
  it('is a text', () => {
    expect(showProblems(() => (text`a` as Untyped).length)).toEqual([
      {
        code: 'REFERENCE_MISUSED',
        message: 'text`…` has no value yet and cannot be asked for "length" in flow.',
        hint: IN_A_TASK,
        at: 'expect(showProblems(() => (text`a` as Untyped).▸length)).toEqual([',
      },
    ]);
  });

  it('is a field of the context', () => {
    expect(showProblems((_tasks, { context }: Untyped) => context.ds.slice)).toEqual([
      {
        code: 'REFERENCE_MISUSED',
        message: 'context.ds has no value yet and cannot be asked for "slice" in flow.',
        hint: IN_A_TASK,
        at: 'expect(showProblems((_tasks, { context }: Untyped) => context.ds.▸slice)).toEqual([',
      },
    ]);
  });

  it('is the context, of what a run does not have', () => {
    expect(showProblems((_tasks, { context }: Untyped) => context.runid)).toEqual([
      {
        code: 'REFERENCE_MISUSED',
        message: 'The context of a run has no "runid".',
        hint: 'Did you mean "runId"?',
        at: 'expect(showProblems((_tasks, { context }: Untyped) => context.▸runid)).toEqual([',
      },
    ]);
  });
});

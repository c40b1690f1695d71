import { chain, crossDownstream, group } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { showThrown } from '../show.js';
import { describeFlow, showProblems } from '../steps.js';

describe('what cannot be linked', () => {
  it('is a task that was not called', () => {
    const problems = showProblems(({ a, b }) => chain(a(), b as never));
    expect(problems).toEqual([
      {
        code: 'CHAIN_INVALID',
        message: 'chain: step 2 is the task "b", which is not called, not the result of a task or a group.',
        hint: 'Call it: b(…).',
        at: 'const problems = showProblems(({ a, b }) => ▸chain(a(), b as never));',
      },
    ]);
  });

  it.each([
    ['a text', 'b', "'b'"],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a list in a list', [['b']], "element 1 of step 2 is [ 'b' ]"],
  ])('is %s', (_what, link, said) => {
    const [problem] = showProblems(({ a }) => chain(a(), link as never));
    const fault = said.startsWith('element') ? said : `step 2 is ${said}`;
    expect(problem?.message).toBe(`chain: ${fault}, not the result of a task or a group.`);
  });

  it.each([
    ['a param', (run: { params: { region: unknown } }) => run.params.region, 'params.region'],
    ['a field of the context', (run: { context: { ds: unknown } }) => run.context.ds, 'context.ds'],
  ])('is %s', (_what, pick, said) => {
    const [problem] = showProblems(({ a }, run) => chain(a(), pick(run) as never));
    expect(problem?.message).toBe(`chain: step 2 is ${said}, not the result of a task or a group.`);
  });

  it('is an object that only looks like a group', () => {
    const problems = showProblems(({ a }) => chain(a(), { groupId: 'pages' } as never));
    expect(problems).toEqual([
      {
        code: 'GROUP_UNKNOWN',
        message: 'chain: step 2 has a groupId, but is not what group() gave.',
        hint: 'Pass what group() returned.',
        at: "const problems = showProblems(({ a }) => ▸chain(a(), { groupId: 'pages' } as never));",
      },
    ]);
  });

  it('is a list beside one of another length', () => {
    const problems = showProblems(({ a, b, c }) => chain([a(), b()], [c()]));
    expect(problems).toEqual([
      {
        code: 'CHAIN_INVALID',
        message: 'chain has a list of 2 next to a list of 1.',
        hint: 'Make them equally long, or join all with all by crossDownstream(…).',
        at: 'const problems = showProblems(({ a, b, c }) => ▸chain([a(), b()], [c()]));',
      },
    ]);
  });

  it('is a result of another flow', () => {
    let kept: unknown;
    describeFlow(({ a }) => {
      kept = a();
    });
    const problems = showProblems(({ b }) => chain(kept as never, b()));
    expect(problems).toEqual([
      {
        code: 'REFERENCE_FOREIGN',
        message: 'chain: step 1 is a reference of another call of a flow.',
        hint: 'Link what this flow has made.',
        at: 'const problems = showProblems(({ b }) => ▸chain(kept as never, b()));',
      },
    ]);
  });

  it('is a group of another flow', () => {
    let kept: unknown;
    describeFlow(({ a }) => {
      kept = group('pages', () => a());
    });
    const problems = showProblems(({ c }) => chain(kept as never, c()));
    expect(problems).toEqual([
      {
        code: 'GROUP_UNKNOWN',
        message: 'chain: step 1 is the group "pages" of another call of a flow.',
        hint: 'Link what this flow has made.',
        at: 'const problems = showProblems(({ c }) => ▸chain(kept as never, c()));',
      },
    ]);
  });
});

describe('outside of flow', () => {
  it('chain is refused', () => {
    expect(showThrown(() => chain())).toEqual({
      code: 'FLOW_NOT_RUNNING',
      message: 'chain was called while its flow is not being wired.',
      hint: 'Call it inside the `flow` method, before `flow` returns.',
      at: 'expect(showThrown(() => ▸chain())).toEqual({',
    });
  });

  it('crossDownstream is refused', () => {
    expect(showThrown(() => crossDownstream([], []))).toMatchObject({
      code: 'FLOW_NOT_RUNNING',
      message: 'crossDownstream was called while its flow is not being wired.',
      at: 'expect(showThrown(() => ▸crossDownstream([], []))).toMatchObject({',
    });
  });
});

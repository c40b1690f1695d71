import { context, type TaskContext } from '@taskloom/sdk';
import { runInContext } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { showThrown } from './show.js';
import { showProblems } from './steps.js';

const contextOf = (taskId: string) => ({ taskId }) as TaskContext;

describe('context()', () => {
  it('is that of the task that runs', () => {
    const given = contextOf('load');
    expect(runInContext(given, () => context())).toBe(given);
  });

  it('is there behind await', async () => {
    const given = contextOf('load');
    const body = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return context();
    };
    expect(await runInContext(given, body)).toBe(given);
  });

  it('is each task’s own where several run', async () => {
    const ids = await Promise.all(
      ['a', 'b', 'c'].map((id) =>
        runInContext(contextOf(id), async () => {
          await Promise.resolve();
          return context().taskId;
        }),
      ),
    );
    expect(ids).toEqual(['a', 'b', 'c']);
  });

  it('is the inner one while a task runs another', () => {
    const seen = runInContext(contextOf('outer'), () => [
      runInContext(contextOf('inner'), () => context().taskId),
      context().taskId,
    ]);
    expect(seen).toEqual(['inner', 'outer']);
  });

  const hint = 'Call it in the body of a task; in `flow`, use the `context` of its second argument.';

  it('is refused outside of a task', () => {
    expect(showThrown(() => context())).toEqual({
      code: 'CONTEXT_UNAVAILABLE',
      message: 'context() was called outside of a running task.',
      hint,
      at: 'expect(showThrown(() => ▸context())).toEqual({',
    });
  });

  it('is refused in flow, with what to use there', () => {
    const problems = showProblems(({ a }) => a(context().ds));
    expect(problems).toEqual([
      {
        code: 'CONTEXT_UNAVAILABLE',
        message: 'context() was called outside of a running task.',
        hint,
        at: 'const problems = showProblems(({ a }) => a(▸context().ds));',
      },
    ]);
  });

  it('is refused again when the task has ended', () => {
    runInContext(contextOf('load'), () => context());
    expect(() => context()).toThrow('context() was called outside of a running task.');
  });
});

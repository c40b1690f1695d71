import { createRuntime } from '@taskloom/runtime';
import { afterAll, describe, expect, it } from 'vitest';
import { type Fence, readFences } from './fences.ts';
import { createWorkbench, writeFence } from './workbench.ts';

/** Examples that end without an error: what they show is a state. */
const WITHOUT_ERROR = ['TASK_CANCELLED'];

const EXAMPLES = readFences('docs/errors.md')
  .filter(({ language, heading }) => language === 'ts' && !WITHOUT_ERROR.includes(heading))
  .map((fence) => [fence.heading, fence] as const);

const workbench = createWorkbench('docs/errors');
const home = createWorkbench('docs/errors-home');
// The examples make runtimes of their own, too.
process.env['TASKLOOM_HOME'] = home;
const runtime = createRuntime({ home, gracePeriod: '200ms' });
afterAll(() => runtime.close());

describe('the example of docs/errors.md', () => {
  it.each(EXAMPLES)('of %s fails with that code', async (code, fence) => {
    expect(await collectCodes(fence)).toContain(code);
  });
});

/** The codes that the example's module is refused with, or that a run of the DAGs it exports comes to. */
async function collectCodes(fence: Fence): Promise<string[]> {
  try {
    const exported: Record<string, unknown> = await import(writeFence(workbench, fence));
    const results = await Promise.all(
      Object.values(exported)
        .filter(isDag)
        .map((dag) => runtime.run(dag)),
    );
    return results.flatMap(({ tasks }) => tasks.flatMap(({ error }) => error?.code ?? []));
  } catch (error) {
    return codesOf(error);
  }
}

function codesOf(error: unknown): string[] {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
  const { problems = [] } = 'details' in error ? (error.details as { problems?: readonly unknown[] }) : {};
  const nested = Array.isArray(problems) ? problems.filter((problem) => problem instanceof Error).flatMap(codesOf) : [];
  return [error.code, ...nested];
}

function isDag(value: unknown): value is new () => { flow(...args: unknown[]): unknown } {
  return typeof value === 'function' && value.prototype !== undefined;
}

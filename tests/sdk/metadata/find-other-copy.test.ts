import { fileURLToPath } from 'node:url';
import { dag, type Tasks, task } from '@taskloom/sdk';
import { describeDag } from '@taskloom/sdk/internal';
import { describe, expect, it, vi } from 'vitest';
import { show } from '../show.js';

// A second instance of every module, as a second copy in node_modules would be.
vi.resetModules();
const other = await import('@taskloom/sdk');

const PLACE = fileURLToPath(new URL('../../../packages/sdk', import.meta.url));
const HINT =
  'Keep one: run the command that is installed beside the pipeline (npx taskloom), and have one version in ' +
  'node_modules (npm dedupe, or `overrides` in package.json).';

describe('of two copies of the SDK', () => {
  it('one says so of a class that the other has decorated, and does not call its flow', () => {
    let calls = 0;
    @other.dag({ id: 'foreign' })
    class Foreign {
      flow() {
        calls += 1;
      }
    }
    const { problems, spec } = describeDag(Foreign);
    expect(problems.map(show)).toEqual([
      {
        code: 'SDK_DUPLICATE',
        message: `Two copies of @taskloom/sdk are loaded: Foreign is decorated by that of ${PLACE}, and read by that of ${PLACE}.`,
        hint: HINT,
        at: "@other.▸dag({ id: 'foreign' })",
      },
    ]);
    expect([calls, spec.dagId, problems[0]?.details]).toEqual([0, 'foreign', { ours: PLACE, theirs: PLACE }]);
  });

  it('one says so of a method that the other has decorated', () => {
    class Base {
      @other.task.bash() load(): string {
        return 'true';
      }
    }
    @dag()
    class Mixed extends Base {
      @task() own(): void {}
      flow({ own }: Tasks<Mixed>) {
        own();
      }
    }
    expect(describeDag(Mixed).problems.map(show)).toEqual([
      {
        code: 'SDK_DUPLICATE',
        message: `Two copies of @taskloom/sdk are loaded: Mixed.load is decorated by that of ${PLACE}, and read by that of ${PLACE}.`,
        hint: HINT,
        at: '@other.task.▸bash() load(): string {',
      },
    ]);
  });
});

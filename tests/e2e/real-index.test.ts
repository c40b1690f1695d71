/** Packages from the index that the machine is set up for: wheels with native code, a source distribution, extras. */
import { dag, python, type Tasks, task } from '@taskloom/sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestRuntime } from './test-runtime.js';

const UV = process.env['TASKLOOM_TEST_UV'];
const INSTALLERS = UV === undefined ? (['pip'] as const) : (['pip', 'uv'] as const);

function createReal(installer: 'pip' | 'uv') {
  @dag()
  class Real {
    @task.virtualenv({ installer, requirements: ['numpy', 'polars==1.33.1'] }) native(): [number, number] {
      return python`
        import numpy, polars
        return [int(numpy.arange(5).sum()), polars.DataFrame({"a": [1, 2]})["a"].sum()]
      `;
    }
    // There is no wheel of it.
    @task.virtualenv({ installer, requirements: ['docopt==0.6.2'] }) source(): string {
      return python`
        import docopt
        return docopt.__version__
      `;
    }
    @task.virtualenv({ installer, requirements: ['requests[socks]==2.32.5'] }) extra(): [string, boolean] {
      return python`
        import requests, socks
        return [requests.__version__, hasattr(socks, "socksocket")]
      `;
    }
    flow({ native, source, extra }: Tasks<Real>) {
      return [native(), source(), extra()] as const;
    }
  }
  return Real;
}

function createConflict(installer: 'pip' | 'uv') {
  @dag()
  class Conflict {
    @task.virtualenv({ installer, requirements: ['requests==2.32.5', 'urllib3==1.20'] }) work(): void {
      return python`pass`;
    }
    flow({ work }: Tasks<Conflict>) {
      work();
    }
  }
  return Conflict;
}

describe.each(INSTALLERS)('from the real index, by %s', (installer) => {
  const before = process.env['TASKLOOM_UV'];
  beforeEach(() => {
    if (installer === 'uv') process.env['TASKLOOM_UV'] = UV ?? '';
  });
  afterEach(() => {
    if (before === undefined) delete process.env['TASKLOOM_UV'];
    else process.env['TASKLOOM_UV'] = before;
  });

  it('come native wheels, a source distribution and extras', async () => {
    await using test = await createTestRuntime();
    const { value } = await test.runtime.run(createReal(installer));
    expect(value).toEqual([[10, 3], '0.6.2', ['2.32.5', true]]);
  });

  it('comes the whole explanation of a conflict', async () => {
    await using test = await createTestRuntime();
    const { error } = (await test.runtime.run(createConflict(installer))).task('work');
    expect(error?.code).toBe('ENVIRONMENT_BUILD_FAILED');
    for (const part of ['requests==2.32.5', 'urllib3==1.20', '1.21.1']) expect(error?.message).toContain(part);
    expect(error?.hint).toBe(
      'Loosen one of the requirements that exclude each other, or divide them between two tasks.',
    );
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createProject, readValue } from './lock-project.js';
import { PYTHON } from './test-runtime.js';
import { makeWheel } from './wheels.js';

const PIPELINE = `
  import { dag, python, type Tasks, task } from '@taskloom/sdk';
  import { z } from 'zod';

  @dag({ params: z.object({ shade: z.string().default('1.0'), python: z.string().default('${PYTHON}') }) })
  export class Shades {
    @task.virtualenv({ requirements: 'requirements.txt', indexUrls: [], findLinks: './wheels' }) read(): string {
      return python\`
        import shade
        return shade.version
      \`;
    }
    @task.externalPython({ python: '{{ params.python }}' }) where(): string {
      return python\`
        import sys
        return sys.executable
      \`;
    }
    flow({ read, where }: Tasks<Shades>) {
      return [read(), where()];
    }
  }
`;

it('templates are rendered by a run, a lock and a check, each with its params', async () => {
  const { folder, wheels, taskloom } = createProject('pip');
  makeWheel(wheels, 'shade', '2.0');
  writeFileSync(join(folder, 'pipeline.ts'), PIPELINE);
  writeFileSync(join(folder, 'requirements.txt'), 'shade=={{ params.shade }}  # {{ not.this }}\n');
  const params = (value: string): string => `--params {"shade":"${value}"}`;

  const byDefault = await taskloom('run pipeline.ts --json');
  const other = await taskloom(`run pipeline.ts --json ${params('2.0')}`);
  const built = await taskloom(`env build pipeline.ts ${params('2.0')}`);
  await taskloom(`env lock pipeline.ts ${params('2.0')}`);
  const check = await taskloom(`check pipeline.ts ${params('>2')}`);
  const wrong = await taskloom(`run pipeline.ts ${params('--pre')}`);
  const planned = await taskloom(`plan pipeline.ts ${params('--pre')}`);

  expect([byDefault, other].map(readValue)).toEqual([
    ['1.0', PYTHON],
    ['2.0', PYTHON],
  ]);
  expect(built).toMatchObject({ exitCode: 0, stderr: '' });
  expect(readFileSync(join(folder, 'pipeline.lock'), 'utf8')).toContain('\nrequire shade==2.0\n');
  expect(check.stderr).toContain(
    'REQUIREMENTS_INVALID: The requirement "shade==>2" of the task "read" is wrong at column 8',
  );
  expect(planned.stderr).toBe(wrong.stderr);
  expect([wrong.exitCode, wrong.stdout]).toEqual([2, '']);
  expect(wrong.stderr).toBe(
    [
      'error TEMPLATE_INVALID: The template "shade=={{ params.shade }}" in `requirements` of the task "read" is wrong at column 11: params.shade is "--pre": what is put in may not begin with `-`.',
      '  requirements.txt:1:11',
      '    ❯ 1 │ shade=={{ params.shade }}  # {{ not.this }}',
      '        │           ^',
      '  hint: Refer to what a run tells: {{ params.NAME }}, {{ ds }}, {{ run_id }}; give the params by `params` or --params.',
      '',
    ].join('\n'),
  );
});

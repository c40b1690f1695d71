import { expect, it } from 'vitest';
import { createPipelineFolder } from '../runtime/cli/pipeline-folder.js';
import { runCommand } from './run-command.js';

const PIPELINE = `
import { dag, python, type Tasks, task } from '@taskloom/sdk';

@dag()
export class Checked {
  @task.virtualenv({ requirements: ['pandas'] }) perhaps(): void {
    return python\`
      import os, pandas, taskloom, beside
      import numpy
    \`;
  }
  @task.virtualenv() surely(): void {
    return python\`
      import yaml
      try:
        import ujson
      except ImportError:
        pass
    \`;
  }
  flow({ perhaps, surely }: Tasks<Checked>) {
    perhaps();
    surely();
  }
}
`;

it('modules that nothing provides are found before a run, with what to require', async () => {
  const cwd = createPipelineFolder({ 'pipeline.ts': PIPELINE, 'beside.py': '' });

  const { exitCode, stdout, stderr } = await runCommand(['check', 'pipeline.ts'], { cwd });

  expect([exitCode, stderr]).toEqual([2, '']);
  const version = /Python ([\d.]+)/.exec(stdout)?.[1];
  expect(stdout).toBe(
    [
      `error MODULE_NOT_PROVIDED: The task "perhaps" imports numpy, which neither Python ${version} has nor its requirements name.`,
      '  pipeline.ts:9:14',
      '       7 │     return python`',
      '       8 │       import os, pandas, taskloom, beside',
      '    ❯  9 │       import numpy',
      '         │              ^',
      '      10 │     `;',
      '      11 │   }',
      "  hint: Add 'numpy' to the `requirements` of the task. If another requirement brings it along, `taskloom env build` finds that out.",
      '',
      `error MODULE_NOT_PROVIDED: The task "surely" imports yaml, which neither Python ${version} nor its requirements have.`,
      '  pipeline.ts:14:14',
      '      12 │   @task.virtualenv() surely(): void {',
      '      13 │     return python`',
      '    ❯ 14 │       import yaml',
      '         │              ^',
      '      15 │       try:',
      '      16 │         import ujson',
      "  hint: Add 'PyYAML' to the `requirements` of the task.",
      '',
      '1 certain, 1 possible.',
      '',
    ].join('\n'),
  );
});

it('a file in which nothing is amiss passes, and nothing is built for it', async () => {
  const cwd = createPipelineFolder({
    'pipeline.ts': PIPELINE.replace(/import (?:numpy|yaml)/g, 'import os'),
    'beside.py': '',
  });

  const { exitCode, stdout } = await runCommand(['check', 'pipeline.ts'], { cwd });

  expect([exitCode, stdout]).toEqual([0, 'Nothing found.\n']);
});

it('what lies beside the source counts when it can be imported, and a namespace by what is imported of it', async () => {
  const cwd = createPipelineFolder({
    'pipeline.ts': `
      import { dag, python, type Tasks, task } from '@taskloom/sdk';

      @dag()
      export class Beside {
        @task.virtualenv({ requirements: ['google-cloud-storage'] }) read(): void {
          return python\`
            import module, package, extension
            import notes, data
            from google.cloud import storage, bigquery
            from google.protobuf import message, reflection
          \`;
        }
        flow({ read }: Tasks<Beside>) {
          read();
        }
      }
    `,
    'module.py': '',
    'package/__init__.py': '',
    'extension.cpython-312-x86_64-linux-gnu.so': '',
    'notes.md': '',
    'data/table.csv': '',
  });

  const { stdout } = await runCommand(['check', 'pipeline.ts'], { cwd });

  const found = stdout.match(/(?<=imports )[\w.]+|(?<=Add ')[\w-]+/g);
  expect(found).toEqual([
    ...['notes', 'notes', 'data', 'data'],
    ...['google.cloud.bigquery', 'google-cloud-bigquery', 'google.protobuf.message', 'protobuf'],
  ]);
});

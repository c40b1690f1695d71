import { expect, test } from 'vitest';
import { runCommand } from '../../../e2e/run-command.js';
import { createPipelineFolder } from '../pipeline-folder.js';

const COUNTING = `
  import { dag, type Tasks, task } from '@taskloom/sdk';

  let calls = 0;

  @dag()
  export class Counting {
    @task.bash({ retries: 1 }) load(): string {
      return 'true';
    }
    flow({ load }: Tasks<Counting>) {
      calls += 1;
      console.log('flow', calls);
      for (let count = 0; count < calls; count += 1) load();
    }
  }
`;

test.each([['tree'], ['mermaid'], ['json']])('flow is called once to show a plan as %s', async (format) => {
  const cwd = createPipelineFolder({ 'pipeline.ts': COUNTING });
  const end = await runCommand(['plan', 'pipeline.ts', '--format', format], { cwd });
  expect([end.exitCode, end.stderr]).toEqual([0, 'flow 1\n']);
});

import { expect, test } from 'vitest';
import { runCommand } from '../../../e2e/run-command.js';
import { createPipelineFolder } from '../pipeline-folder.js';

const PIPELINE = `
  import { dag, type Tasks, task } from '@taskloom/sdk';

  @dag()
  export class Greeting {
    @task() greet(): string {
      return 'hello';
    }
    flow({ greet }: Tasks<Greeting>) {
      return greet();
    }
  }
`;

const WITHOUT_TYPE = '{ "name": "pipelines" }';
const MODULE = '{ "name": "pipelines", "type": "module" }';

test.each([
  ['pipeline.ts', MODULE],
  ['pipeline.mts', WITHOUT_TYPE],
  ['pipeline.ts', WITHOUT_TYPE],
  ['pipeline.cts', WITHOUT_TYPE],
  ['pipeline.cts', MODULE],
])('%s in a package %s runs', async (name, manifest) => {
  const cwd = createPipelineFolder({ [name]: PIPELINE, 'package.json': manifest });
  const end = await runCommand(['run', name], { cwd });
  expect([end.exitCode, end.stderr, end.stdout.trimEnd().split('\n').at(-1)]).toEqual([0, '', 'hello']);
});

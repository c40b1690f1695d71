import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject, INSTALLERS, readValue } from './lock-project.js';
import { writeProject } from './own-project.js';

/** @param requirements as an author writes them */
function describePipeline(requirements: string): string {
  return `
    import { dag, python, type Tasks, task } from '@taskloom/sdk';

    @dag()
    export class Own {
      @task.virtualenv({ requirements: ${requirements}, indexUrls: [], findLinks: './wheels' }) read(): unknown[] {
        return python\`
          import own
          try:
              import shade
          except ImportError:
              return [own.version]
          return [own.version, shade.version]
        \`;
      }
      flow({ read }: Tasks<Own>) {
        return read();
      }
    }
  `;
}

describe.each(INSTALLERS)('an editable project, by %s', (installer) => {
  it('is used where it is, and built anew when it requires something else', async () => {
    const { folder, homes, taskloom } = createProject(installer);
    mkdirSync(join(folder, 'more'));
    writeFileSync(join(folder, 'more/requirements.txt'), '-e ../own  # ours\nleaf\n');
    writeFileSync(join(folder, 'pipeline.ts'), describePipeline("'more/requirements.txt'"));
    const countEnvironments = (): number => readdirSync(join(homes, 'home/environments')).length;
    writeProject(join(folder, 'own'), 1);
    const first = await taskloom('run pipeline.ts --json');
    writeFileSync(join(folder, 'own/own.py'), 'version = 2\n');

    const changed = await taskloom('run pipeline.ts --json');
    const before = countEnvironments();
    writeProject(join(folder, 'own'), 3, ['shade']);
    const requiring = await taskloom('run pipeline.ts --json');

    expect([first, changed, requiring].map(readValue)).toEqual([[1], [2], [3, '1.0']]);
    expect([before, countEnvironments()]).toEqual([1, 2]);
  });

  it('is locked by its path from the lock file on', async () => {
    const { folder, taskloom } = createProject(installer);
    writeProject(join(folder, 'own'), 1, ['shade']);
    writeFileSync(join(folder, 'pipeline.ts'), describePipeline("['-e ./own']"));

    const locked = await taskloom('env lock pipeline.ts');
    const run = await taskloom('run pipeline.ts --json --frozen', 'other');
    const check = await taskloom('check pipeline.ts', 'other');

    expect(locked.stdout).toMatch(/1 environment, 2 packages\n {2}\+ own -e \/.*\/own {2}\(.*\)\n {2}\+ shade 1\.0 /);
    expect(readFileSync(join(folder, 'pipeline.lock'), 'utf8')).toMatch(
      /\nrequire -e \.\/own\n(.*\n)*direct -e \.\/own\n/,
    );
    expect(readValue(run)).toEqual([1, '1.0']);
    expect(check.stdout).toBe('Nothing found.\n');
  });
});

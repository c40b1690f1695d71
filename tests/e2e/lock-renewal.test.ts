import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject, INSTALLERS, PIPELINE, readValue } from './lock-project.js';
import { makeWheel } from './wheels.js';

describe.each(INSTALLERS)('by %s, a lock file', (installer) => {
  it('is renewed for what is named', async () => {
    const { wheels, taskloom } = createProject(installer);
    await taskloom('env lock pipeline.ts');
    makeWheel(wheels, 'shade', '2.0');
    makeWheel(wheels, 'shade', '3.0');

    const other = await taskloom('env lock pipeline.ts --upgrade leaf');
    const upgraded = await taskloom('env lock pipeline.ts --upgrade shade');
    const run = await taskloom('run pipeline.ts --json');

    expect(other.stdout).toBe('pipeline.lock: 2 environments, 2 packages, no version has changed\n');
    expect(upgraded.stdout).toMatch(/2 environments, 3 packages\n {2}~ shade 1\.0 → 2\.0, 3\.0 /);
    expect(readValue(run)).toEqual(['3.0', '2.0']);
  });

  it('keeps the versions that still go with the requirements', async () => {
    const { folder, wheels, taskloom } = createProject(installer);
    await taskloom('env lock pipeline.ts');
    makeWheel(wheels, 'shade', '2.0');
    makeWheel(wheels, 'leaf', '2.0');
    writeFileSync(join(folder, 'pipeline.ts'), PIPELINE.replace('shade<3', 'shade>=2'));

    const { stdout } = await taskloom('env lock pipeline.ts');

    expect(stdout).toMatch(/2 environments, 3 packages\n {2}~ shade 1\.0 → 1\.0, 2\.0 {2}\(\S+ \S+ \S+\)\n$/);
  });
});

describe('a lock file', () => {
  it('is renewed for packages that there are', async () => {
    const { folder, taskloom } = createProject('pip');

    const unknown = await taskloom('env lock pipeline.ts --upgrade shad');
    const swallowed = await taskloom('env lock --upgrade leaf pipeline.ts');
    const nameless = await taskloom('env lock --upgrade leaf');

    expect(unknown).toMatchObject({
      exitCode: 2,
      stderr:
        'error USAGE: --upgrade names shad, which is neither locked nor required.\n  hint: Did you mean "shade"?\n',
    });
    expect(swallowed).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^pipeline\.lock: 2 environments/) });
    expect(nameless.exitCode).toBe(2);
    expect(nameless.stderr).toBe(
      "error USAGE: missing required argument 'file'.\n  hint: Name it before the options: `taskloom env lock pipeline.ts --upgrade`.\n",
    );
    expect(readdirSync(folder)).toContain('pipeline.lock');
  });
});

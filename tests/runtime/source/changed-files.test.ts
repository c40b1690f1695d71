import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TaskSource } from '../../../packages/runtime/src/ports.js';
import { FixtureFolder } from './load-fixture.js';

let folder: FixtureFolder;
beforeAll(() => {
  folder = new FixtureFolder();
});
afterAll(() => folder[Symbol.dispose]());

function textOf({ program }: TaskSource): string {
  return program?.kind === 'body' ? program.source.text.trim() : '';
}

describe('a file that was changed', () => {
  const PIPELINE = `import { dag, python, task } from '@taskloom/sdk';
@dag() export class Changing { @task.virtualenv() run() { return python\`return 1\`; } flow() {} }`;

  it('is refused when its body is not the loaded one', async () => {
    const file = folder.write('changing.ts', PIPELINE);
    const { Changing } = await import(file);
    folder.write('changing.ts', PIPELINE.replace('return 1', 'return 2'));
    await expect(folder.read(Changing, 'run')).rejects.toMatchObject({
      code: 'SOURCE_MISMATCH',
      message: `${file} has another Python body for "run" than the class that was loaded.`,
      hint: 'Compile or load the file again. Where the class is in another file, name it: `@dag({ source: import.meta.url })`.',
      location: { file, line: 2, column: 51 },
    });
  });

  it('does not disturb a class that was read before', async () => {
    const file = folder.write('before.ts', PIPELINE);
    const { Changing } = await import(file);
    await folder.read(Changing, 'run');
    folder.write('before.ts', '');
    expect(textOf(await folder.read(Changing, 'run'))).toBe('return 1');
  });

  it('is read again where a class was loaded again with the same body', async () => {
    const file = folder.write('moved.ts', PIPELINE);
    const first = await import(file);
    await folder.read(first.Changing, 'run');
    folder.write('moved.ts', `// A line more.\n${PIPELINE.replace('run()', 'run(limit = 200)')}`);
    const second = await import(`${file}?moved`);

    const { location, parameters } = await folder.read(second.Changing, 'run');

    expect([location.line, parameters[0]?.defaultValue]).toEqual([3, '200']);
  });

  it('is read again for a class that was loaded again', async () => {
    const file = folder.write('again.ts', PIPELINE);
    const first = await import(file);
    await folder.read(first.Changing, 'run');
    folder.write('again.ts', PIPELINE.replace('return 1', 'return 2'));
    const second = await import(`${file}?again`);
    expect(textOf(await folder.read(second.Changing, 'run'))).toBe('return 2');
  });
});

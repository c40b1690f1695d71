import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { digestLocalContent } from '../../../../packages/runtime/src/environment/resolution/local-content.js';

function createProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom project-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'own'));
  writeFileSync(join(folder, 'pyproject.toml'), '[project]\n');
  writeFileSync(join(folder, 'own/code.py'), 'x = 1\n');
  return folder;
}

describe('the content of a local project', () => {
  it.each([
    ['own/code.py', true],
    ['pyproject.toml', false],
  ])('that is editable is the same when %s is written: %j', async (file, isSame) => {
    const project = createProject();
    const before = await digestLocalContent([`-e ${project}`]);
    writeFileSync(join(project, file), 'changed\n');

    const after = await digestLocalContent([`-e ${project}`]);

    expect([before.whole.length, after.whole[0] === before.whole[0]]).toEqual([1, isSame]);
  });

  it.each([
    ['own/code.py', { requires: true, whole: false }],
    ['own/new.py', { requires: true, whole: false }],
    ['pyproject.toml', { requires: false, whole: false }],
    ['setup.py', { requires: false, whole: false }],
    ['build/lib.py', { requires: true, whole: true }],
    ['own/build/lib.py', { requires: true, whole: false }],
    ['own/__pycache__/code.pyc', { requires: true, whole: true }],
  ])('when %s is written is the same: %j', async (file, same) => {
    const project = createProject();
    const lines = ['six', `${project}[all] ; os_name == "posix"`];
    const before = await digestLocalContent(lines);
    mkdirSync(join(project, file, '..'), { recursive: true });
    writeFileSync(join(project, file), 'changed\n');

    const after = await digestLocalContent(lines);

    expect({
      requires: after.requires[0] === before.requires[0],
      whole: after.whole[0] === before.whole[0],
    }).toEqual(same);
  });

  it('counts for file URLs as well, and for what is missing', async () => {
    const project = createProject();

    const { whole } = await digestLocalContent(['six', `own @ ${pathToFileURL(project)}`, '/nowhere/own.whl']);

    expect(whole).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), 'missing']);
  });
});

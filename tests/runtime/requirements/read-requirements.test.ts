import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { PlannedTask } from '../../../packages/runtime/src/ports.js';
import { readRequirements } from '../../../packages/runtime/src/requirements/read-requirements.js';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-requirements-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'more'));
writeFileSync(
  join(folder, 'requirements.txt'),
  '\ufeff# all of them\nsix  # small\n\n-r more/base.in\nleaf \\\n  >= 2\n',
);
writeFileSync(join(folder, 'more/base.in'), '../wheels/own.whl\n');
writeFileSync(join(folder, 'bound.txt'), '-c more/limits.txt\nleaf\n');
writeFileSync(join(folder, 'more/limits.txt'), 'shade<2\n');
writeFileSync(join(folder, 'wrong.txt'), '# first\nleaf \\\n  >= 2\n  six>>1  # here\n');
writeFileSync(join(folder, 'editable.txt'), '-e ./own\n');
writeFileSync(join(folder, 'loop.txt'), '-r loop.txt\n');

function createTask(requirements: string | readonly string[]): PlannedTask {
  const location = { file: join(folder, 'pipeline.ts'), line: 3, column: 5 };
  return { spec: { taskId: 'load', options: { requirements } }, location } as unknown as PlannedTask;
}

describe('the requirements of a task', () => {
  it.each([
    ['a list', ['six', ' leaf>=2 '], ['six', 'leaf>=2']],
    ['nothing', [], []],
    ['one line', 'six', ['six']],
    ['several lines', 'six\n# why\nleaf>=2\n', ['six', 'leaf>=2']],
    ['a file with files', './requirements.txt', ['six', join(folder, 'wheels/own.whl'), 'leaf    >= 2']],
    ['a path, from where it is written', ['./own.whl'], [join(folder, 'own.whl')]],
    ['a path below home', ['~/own.whl'], [join(homedir(), 'own.whl')]],
    ['an editable project', ['-e ./own[all]'], [`-e ${join(folder, 'own[all]')}`]],
    ['several', '--editable=~/own\n--editable ../own', [`-e ${homedir()}/own`, `-e ${join(folder, '../own')}`]],
    ['a path as a URL', ['own @ file:///own.whl#sha256=01'], ['own @ file:///own.whl#sha256=01']],
    ['a URL', ['own @ https://example.org/own.whl'], ['own @ https://example.org/own.whl']],
  ])('may be %s', (_what, requirements, expected) => {
    expect(readRequirements(createTask(requirements))).toEqual({ requirements: expected, constraints: [] });
  });

  it.each([
    [
      'missing.txt',
      `The requirements file ${folder}/missing.txt cannot be read: ENOENT: no such file or directory, open '${folder}/missing.txt'.`,
    ],
    ['loop.txt', `The requirements file ${folder}/loop.txt includes itself.`],
    [['--pre'], 'The requirement "--pre" is an option of the installer, not a requirement.'],
    [
      '--extra-index-url https://ci:s3cr@et@example.org/simple\nsix',
      'The requirement "--extra-index-url https://***@example.org/simple" is an option of the installer, not a requirement.',
    ],
    [
      ['-e six'],
      'The requirement "-e six" of the task "load" is wrong at column 4: only a project in a folder can be editable, named by its path: `-e ./project`.\n  -e six\n     ^',
    ],
    [
      ['-e ./own six'],
      'The requirement "-e ./own six" of the task "load" is wrong at column 10: the end, `,` or `;` and a marker is expected here, not `six`.\n  -e ./own six\n           ^',
    ],
    ['-c editable.txt', 'The requirement "-e ./own" is an option of the installer, not a requirement.'],
    [
      ['own @ file://nas/own.whl'],
      'The requirement "own @ file://nas/own.whl" of the task "load" is wrong at column 7: `file://nas/own.whl` names no path of this machine: write `file:///…`.\n  own @ file://nas/own.whl\n        ^',
    ],
    [
      ['==2'],
      'The requirement "==2" of the task "load" is wrong at column 1: the name of a package is expected here, not `=`.\n  ==2\n  ^',
    ],
    [
      ['own @ https://ci:s3cr@et@example.org/own.whl; os'],
      'The requirement "own @ https://***@example.org/own.whl; os" of the task "load" is wrong at column 47: the end, `,` or `;` and a marker is expected here, not `os`.',
    ],
  ])('may not be %j', (requirements, message) => {
    expect(() => readRequirements(createTask(requirements))).toThrow(
      expect.objectContaining({ code: 'REQUIREMENTS_INVALID', message }),
    );
  });

  it('may be bounded by a file of constraints', () => {
    expect(readRequirements(createTask('bound.txt'))).toEqual({ requirements: ['leaf'], constraints: ['shade<2'] });
  });
});

describe('a mistake in a requirement', () => {
  function findLocation(requirements: string | readonly string[]): unknown {
    try {
      return readRequirements(createTask(requirements));
    } catch (error) {
      return (error as { readonly location: unknown }).location;
    }
  }

  it('is located in the file that has it', () => {
    expect(findLocation('wrong.txt')).toEqual({ file: join(folder, 'wrong.txt'), line: 4, column: 7 });
  });

  it.each([
    ["  @task.virtualenv({ requirements: ['six', 'leaf=2'] })", 1, 49],
    ['const list = `\n  leaf=2\n`;', 2, 7],
    ['', 3, 5],
    ["['leaf=2', 'leaf=2']\n['leaf=2']", 3, 5],
  ])('is located in the source where it stands there once: %s', (source, line, column) => {
    writeFileSync(join(folder, 'pipeline.ts'), source);

    expect(findLocation(['six', 'leaf=2'])).toMatchObject({ line, column });
  });
});

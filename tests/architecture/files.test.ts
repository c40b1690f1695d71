import { basename, dirname } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { listFiles, readLines } from './repository-files.ts';

const LONGEST = 250;
const VAGUE = /^(?:utils?|helpers?|common|misc|types?|shared|lib)$/;

const CODE = listFiles(/\.(?:ts|mjs|py)$/).filter((path) => !path.includes('/fixtures/'));
const MODULES = CODE.filter((path) => /^(?:packages|scripts|tests\/run)\//.test(path));

describe('files', () => {
  it(`have ${LONGEST} lines at most`, () => {
    expect(CODE.filter((path) => readLines(path).length > LONGEST)).toEqual([]);
  });

  it('are named in kebab-case, or in snake_case where Python imports them', () => {
    const wrong = CODE.filter((path) => {
      const style = path.endsWith('.py') ? /^[a-z0-9_]+\.py$/ : /^[a-z0-9]+(?:[-.][a-z0-9]+)*\.(?:d\.ts|ts|mjs)$/;
      return !style.test(basename(path));
    });

    expect(wrong).toEqual([]);
  });

  it('have names that say something, and so do the folders of the packages', () => {
    const names = CODE.filter((path) => path.startsWith('packages/')).flatMap((path) => [
      ...dirname(path).split('/').slice(2),
      basename(path).replace(/\..*$/, ''),
    ]);

    expect([...new Set(names)].filter((name) => VAGUE.test(name))).toEqual([]);
  });

  it('open with what they are for', () => {
    const silent = MODULES.filter((path) => {
      const [first = '', second = ''] = readLines(path);
      return !/^(?:\/\*\*|\/\/|"""|# )/.test(first.startsWith('#!') ? second : first);
    });

    expect(silent).toEqual([]);
  });
});

describe('a package', () => {
  it.each(['packages/sdk/src', 'packages/runtime/src'])(
    '%s re-exports only in its entry files, name by name',
    (folder) => {
      const files = listFiles(/\.ts$/).filter((path) => path.startsWith(`${folder}/`));
      const reExports = files.filter((path) => readLines(path).some((line) => /^export .*\bfrom '/.test(line)));
      const everything = files.filter((path) => readLines(path).some((line) => /^export \*/.test(line)));

      expect(reExports.filter((path) => ![`${folder}/index.ts`, `${folder}/internal.ts`].includes(path))).toEqual([]);
      expect(everything).toEqual([]);
    },
  );

  it.each(['packages/sdk/src', 'packages/runtime/src'])('%s has no default export', (folder) => {
    const files = listFiles(/\.ts$/).filter((path) => path.startsWith(`${folder}/`));

    expect(files.filter((path) => readLines(path).some((line) => line.startsWith('export default')))).toEqual([]);
  });
});

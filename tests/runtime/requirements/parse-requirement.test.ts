import { describe, expect, it } from 'vitest';
import { parseRequirement } from '../../../packages/runtime/src/requirements/parse-requirement.js';

describe('a requirement', () => {
  it.each([
    ['pandas', { kind: 'name', name: 'pandas', specifiers: [] }],
    ['a.b-c_d', { kind: 'name', name: 'a.b-c_d', specifiers: [] }],
    ['pandas >= 2 , < 3', { kind: 'name', name: 'pandas', specifiers: ['>=2', '<3'] }],
    ['pandas (>=2,<3)', { kind: 'name', name: 'pandas', specifiers: ['>=2', '<3'] }],
    ['pandas>=2,', { kind: 'name', name: 'pandas', specifiers: ['>=2'] }],
    ['pandas[ excel , sql ]==2.0', { kind: 'name', name: 'pandas', specifiers: ['==2.0'] }],
    ['pandas[]', { kind: 'name', name: 'pandas', specifiers: [] }],
    ['pandas!=1.5.*', { kind: 'name', name: 'pandas', specifiers: ['!=1.5.*'] }],
    ['pandas==1.0+cpu', { kind: 'name', name: 'pandas', specifiers: ['==1.0+cpu'] }],
    ['pandas==1!2.0rc1.post2.dev3', { kind: 'name', name: 'pandas', specifiers: ['==1!2.0rc1.post2.dev3'] }],
    ['pandas===any-thing', { kind: 'name', name: 'pandas', specifiers: ['===any-thing'] }],
    [
      `pandas ; python_version < '3' and os_name == "posix" or (extra == 'x')`,
      { kind: 'name', name: 'pandas', specifiers: [] },
    ],
    ['pandas;"win" not  in sys_platform', { kind: 'name', name: 'pandas', specifiers: [] }],
    [
      'own @ https://example.org/own.whl ; python_version < "3"',
      { kind: 'url', name: 'own', url: 'https://example.org/own.whl' },
    ],
    ['git+https://example.org/x/y@main#egg=y', { kind: 'url', url: 'git+https://example.org/x/y@main#egg=y' }],
    ['./wheels/own.whl', { kind: 'path', path: './wheels/own.whl' }],
    ['..', { kind: 'path', path: '..' }],
    ['~/own[all] ; os_name == "posix"', { kind: 'path', path: '~/own' }],
  ])('may be %s', (text, expected) => {
    expect(parseRequirement(text)).toEqual(expected);
  });

  it.each([
    ['==2', 1, 'the name of a package is expected here, not `=`'],
    ['ünicode', 1, 'the name of a package is expected here, not `ü`'],
    ['pan das', 5, 'the end, `,` or `;` and a marker is expected here, not `das`'],
    ['pandas==2.0 --hash=sha256:abc', 13, 'the end, `,` or `;` and a marker is expected here, not `-`'],
    ['pandas >=2 <3', 12, 'the end, `,` or `;` and a marker is expected here, not `<`'],
    ['pandas[excel', 13, '`]` is expected here, and nothing follows'],
    ['pandas[excel,]', 14, 'the name of an extra is expected here, not `]`'],
    ['pandas>>2', 8, 'a version is expected here, not `>`'],
    ['pandas==', 9, 'a version is expected here, and nothing follows'],
    ['pandas=2', 7, '`=` compares nothing: write `==`'],
    ['pandas==1.x', 9, '`1.x` is no version (PEP 440)'],
    ['pandas>=1.*', 9, '`.*` goes with == and != only, not with >='],
    ['pandas>=1.0+cpu', 9, 'a local version (`+…`) goes with == and != only'],
    ['pandas~=1', 9, '~= needs a version of at least two parts: `1.0`'],
    ['pandas 2.0', 8, '`2.0` needs a comparison before it: `==2.0`'],
    ['pandas (>=2', 12, '`)` is expected here, and nothing follows'],
    ['pandas @', 9, 'a URL is expected here, and nothing follows'],
    ['pandas @ ./p.whl', 10, 'a path stands alone, without a name and `@`'],
    ['wheels/own', 1, 'a path begins with `./`, `~/` or `/`: `./wheels/own`'],
    ['own-1.0.whl', 1, 'a path begins with `./`, `~/` or `/`: `./own-1.0.whl`'],
    ['pandas;', 8, 'a marker variable or a text in quotes is expected here, and nothing follows'],
    ['pandas; python_version', 23, 'a comparison such as `==` or `in` is expected here, and nothing follows'],
    ['pandas; python_version < 3', 26, 'a marker variable or a text in quotes is expected here, not `3`'],
    ['pandas; python-version < "3"', 9, '`python-version` is no marker variable: write python_version'],
    [
      'pandas; platfrom == "x"',
      9,
      '`platfrom` is no marker variable: there is python_version, python_full_version, os_name, sys_platform and more (PEP 508)',
    ],
    ['pandas; (os_name == "a"', 24, '`)` is expected here, and nothing follows'],
    ['pandas; extra == "a', 18, 'the quote is not closed'],
  ])('may not be %s: at column %i', (text, column, problem) => {
    expect(parseRequirement(text)).toEqual({ column, problem });
  });
});

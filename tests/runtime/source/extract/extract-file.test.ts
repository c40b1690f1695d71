import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractFile } from '../../../../packages/runtime/src/source/extract/extract-file.js';
import { FixtureFolder } from '../load-fixture.js';

const extract = (text: string, path = '/pipeline.ts') => extractFile(path, text);

describe('the names of a class', () => {
  it.each([
    ['class A { run() {} }', 'A'],
    ['export default class { run() {} }', 'default'],
    ['export default class A { run() {} }', 'A default'],
    ['const A = class { run() {} };', 'A'],
    ['const A = class B { run() {} };', 'B A'],
    ['const A = (class { run() {} }) as unknown;', 'A'],
    ['let A; A = B = class { run() {} };', 'B A'],
    ['exports.A = class { run() {} };', 'A'],
    ['export default (class { run() {} });', 'default'],
    ['const all = { A: class { run() {} } };', 'A'],
    ['class Outer { static A = class { run() {} }; }', 'A'],
    ['register(class { run() {} });', ''],
  ])('%s', (text, names) => {
    expect(extract(text).methods.map(({ classNames }) => classNames.join(' '))).toEqual([names]);
  });
});

describe('a method', () => {
  it.each([
    ['of an instance', 'run() {}', ['run']],
    ['with a quoted name', "'run'() {}", ['run']],
    ['with a literal in brackets', "['run']() {}", ['run']],
    ['with a computed name', '[run]() {}', []],
    ['that is private', '#run() {}', []],
    ['that is static', 'static run() {}', []],
    ['that is abstract', 'abstract run(): void;', []],
    ['with overloads', 'run(a: 1): 1; run(a: 2): 2; run(a: unknown) {}', ['run']],
    ['that is a property', 'run = () => {}', []],
    ['that is read', 'get run() { return 1; }', []],
  ])('%s', (_what, member, names) => {
    expect(extract(`abstract class A { ${member} }`).methods.map(({ name }) => name)).toEqual(names);
  });
});

describe('files of every kind are read', () => {
  it.each([
    ['/a.ts', 'class A { run() { return <never>python`x`; } }'],
    ['/a.tsx', 'class A { run() { return python`x`; } view() { return <b>{1}</b>; } }'],
    ['/a.js', 'class A { run() { return python`x`; } }'],
    ['/a.mjs', 'class A { run() { return python`x`; } }'],
    ['/a.cts', 'class A { run() { return python`x`; } }'],
    ['/a.bundle', 'class A { run() { return python`x`; } }'],
  ])('%s', (path, text) => {
    expect(extract(text, path).methods[0]?.body.kind).toBe('template');
  });

  it('with mistakes, as far as they can be read', () => {
    expect(extract('class A { run( { return').methods.length).toBeLessThan(2);
  });
});

it('a constant that leads to itself is no constant', () => {
  const [method] = extract('const A = B; const B = A; class C { run(a = A) {} }').methods;
  expect(method?.parameters[0]?.defaultValue).toMatchObject({
    kind: 'dynamic',
    problem: { message: 'The default of "a" cannot be read from the source: `A` leads to itself.' },
  });
});

describe('a name in a default means what it means in its scope', () => {
  const dag = 'class C { run(a = NAME) {} }';
  it.each([
    ['of the module', dag, '1'],
    ['of a function', `function create() { const NAME = 2; ${dag} }`, '2'],
    ['of a block', `{ const NAME = 2; } { ${dag} }`, '1'],
    ['that is declared later', `{ ${dag} const NAME = 2; }`, '2'],
    ['that can change', `{ let NAME = 2; ${dag} }`, undefined],
    ['in a pattern', `{ const { NAME } = load(); ${dag} }`, undefined],
    ['in a pattern of a list', `{ const [, { a: [NAME] }] = load(); ${dag} }`, undefined],
    ['that is a parameter', `function create(NAME) { ${dag} }`, undefined],
    ['that is a part of a parameter', `const create = ({ NAME }) => { ${dag} };`, undefined],
    ['of a loop', `for (const NAME of load()) { ${dag} }`, undefined],
    ['of a counting loop', `for (let NAME = 0; NAME < 2; NAME += 1) { ${dag} }`, undefined],
    ['that was caught', `try {} catch (NAME) { ${dag} }`, undefined],
    ['that is a function', `{ function NAME() {} ${dag} }`, undefined],
    ['that is an enumeration', `{ enum NAME { A } ${dag} }`, undefined],
    ['that is the class', `const Other = class NAME { run(a = NAME) {} }`, undefined],
  ])('%s', (_what, text, value) => {
    const { methods } = extract(`const NAME = 1;\n${text}`);
    const found = methods[0]?.parameters[0]?.defaultValue;
    expect(found?.kind === 'value' ? found.value : undefined).toBe(value);
  });
});

describe('an imported default is found', () => {
  it.each([
    ['by a specifier with .js', "import { NAME } from './values.js';"],
    ['by a specifier with .ts', "import { NAME } from './values.ts';"],
    ['by a specifier without an ending', "import { NAME } from './values';"],
    ['of a folder', "import { NAME } from './folder';"],
    ['under another name', "import { OTHER as NAME } from './values.js';"],
    ['that was passed on', "import { NAME } from './index.js';"],
    ['that was passed on under another name', "import { PASSED as NAME } from './index.js';"],
    ['that is the default export', "import NAME from './values.js';"],
  ])('%s', (_what, statement) => {
    using folder = new FixtureFolder();
    folder.write(
      'values.ts',
      'export const NAME = 7; const inner = 7; export { inner as OTHER }; export default inner;',
    );
    folder.write('index.ts', "export { NAME, OTHER as PASSED } from './values.js';");
    folder.write('folder/index.ts', "export { NAME } from '../values.js';");
    const { methods } = extract(`${statement} class C { run(a = NAME) {} }`, join(folder.path, 'pipeline.ts'));
    expect(methods[0]?.parameters[0]?.defaultValue).toEqual({ kind: 'value', value: '7' });
  });

  it.each([
    ['of a package', "import { NAME } from 'values';"],
    ['of a file that is not there', "import { NAME } from './gone.js';"],
    ['that is not exported', "import { hidden as NAME } from './values.js';"],
    ['that can change', "import { counter as NAME } from './values.js';"],
    ['from a circle', "import { NAME } from './circle.js';"],
  ])('but not one %s', (_what, statement) => {
    using folder = new FixtureFolder();
    folder.write('values.ts', 'const hidden = 7; export let counter = 7;');
    folder.write('circle.ts', "export { NAME } from './circle.js';");
    const { methods } = extract(`${statement} class C { run(a = NAME) {} }`, join(folder.path, 'pipeline.ts'));
    expect(methods[0]?.parameters[0]?.defaultValue).toMatchObject({
      problem: {
        message:
          'The default of "a" cannot be read from the source: `NAME` is not a constant whose value the source shows.',
      },
    });
  });
});

import { describe, expect, it } from 'vitest';
import { extractFile } from '../../../../packages/runtime/src/source/extract/extract-file.js';

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

import { readFileSync } from 'node:fs';
import { dag, python, task } from '@taskloom/sdk';
import { type DagClass, describeDag, type MethodDefinition } from '@taskloom/sdk/internal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TaskSource } from '../../../packages/runtime/src/ports.js';
import { FixtureFolder } from './load-fixture.js';

let folder: FixtureFolder;
let classes: Record<string, DagClass> = {};
beforeAll(async () => {
  folder = new FixtureFolder();
  classes = await folder.load('classes/pipeline.ts');
});
afterAll(() => folder[Symbol.dispose]());

const get = (name: string): DagClass => classes[name] as DagClass;

function textOf({ program }: TaskSource): string {
  return program?.kind === 'body' ? program.source.text.trim() : '';
}

describe('a method is found', () => {
  it.each([
    ['First', 'run', 'first'],
    ['Second', 'run', 'second'],
    ['Derived', 'inherited', 'base inherited'],
    ['Derived', 'overridden', 'derived overridden'],
    ['Derived', 'sharedDecorator', 'derived shared'],
    ['Derived', 'decoratedElsewhere', 'derived decorated elsewhere'],
    ['Expression', 'run', 'expression'],
    ['Nested', 'run', 'nested'],
    ['TwinOne', 'run', 'twin one'],
    ['TwinTwo', 'run', 'twin two'],
    ['Renamed', 'run', 'renamed'],
  ])('%s.%s', async (name, method, text) => {
    expect(textOf(await folder.read(get(name), method))).toBe(`return "${text}"`);
  });

  it('of a class that is the default export', async () => {
    const { default: dagClass } = classes;
    task.virtualenv()(dagClass?.prototype, 'run', Object.getOwnPropertyDescriptor(dagClass?.prototype, 'run') ?? {});
    dag({ id: 'default', source: `${folder.path}/classes/pipeline.ts` })(dagClass as DagClass);
    expect(textOf(await folder.read(dagClass as DagClass, 'run'))).toBe('return "default"');
  });

  it('where the author says it is, when its decorators were called elsewhere', async () => {
    const file = folder.write('named.ts', 'class Named { run() { return python`return "named"`; } }');
    class Named {
      run(): string {
        return python`return "named"`;
      }
      flow(): void {}
    }
    task.virtualenv()(Named.prototype, 'run', Object.getOwnPropertyDescriptor(Named.prototype, 'run') ?? {});
    dag({ source: file })(Named);
    expect((await folder.read(Named, 'run')).location).toMatchObject({ file, line: 1, column: 15 });
  });
});

it('a task is where its method’s name is', async () => {
  expect((await folder.read(get('Second'), 'run')).location).toEqual({
    file: `${folder.path}/classes/pipeline.ts`,
    line: 9,
    column: 49,
    source: readFileSync(`${folder.path}/classes/pipeline.ts`, 'utf8').split('\n')[8],
  });
});

describe('a method is not found', () => {
  const read = (changes: Partial<MethodDefinition>, sourceFile?: string) => {
    const definition = describeDag(get('First'));
    const method = { ...(definition.methods.get('run') as MethodDefinition), ...changes };
    const { sourceFile: _file, ...rest } = definition;
    return folder.reader.readTask(method, { ...rest, ...(sourceFile === undefined ? {} : { sourceFile }) });
  };
  const hint = 'Name the file of the class: `@dag({ source: import.meta.url })`.';

  it('when nothing tells its file', async () => {
    const { location: _location, ...method } = describeDag(get('First')).methods.get('run') as MethodDefinition;
    const { sourceFile: _file, ...definition } = describeDag(get('First'));
    await expect(folder.reader.readTask(method, definition)).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: 'The file in which "run" of First is written is not known.',
      hint,
    });
  });

  it('when its file is not there', async () => {
    const file = `${folder.path}/gone.ts`;
    await expect(read({ location: { file, line: 1, column: 1 } })).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: `${file}, in which "run" of First is written, cannot be read.`,
      hint,
      cause: { code: 'ENOENT' },
    });
  });

  it('when its code came from no file', async () => {
    await expect(read({ location: { file: 'evalmachine.<anonymous>', line: 1, column: 1 } })).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: 'evalmachine.<anonymous>, in which "run" of First is written, is no file on this machine.',
      hint,
    });
  });

  it('when its file has no such method', async () => {
    const file = folder.write('empty.ts', 'export {};');
    await expect(read({ location: { file, line: 1, column: 1 } })).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: `${file} has no class with a method "run".`,
      hint,
    });
  });

  it('when two that nothing tells apart could be it', async () => {
    const one = 'class Twin { run() { return python`return "first"`; } }';
    const file = folder.write('twins.ts', `{ ${one} }\n{ ${one} }`);
    await expect(read({ location: { file, line: 3, column: 1 }, declaringClass: 'Twin' })).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: `${file} has 2 methods "run", and which is that of the loaded class is not known.`,
      hint: 'Put the decorator on the method itself, or give the classes names of their own.',
    });
  });

  it('the other file is looked into, too', async () => {
    const gone = { file: `${folder.path}/gone.ts`, line: 1, column: 1 };
    const source = await read({ location: gone }, `${folder.path}/classes/pipeline.ts`);
    expect(textOf(source)).toBe('return "first"');
  });
});

describe('a method of another class', () => {
  it('with the same text and other parameters is not taken for the one that was decorated', async () => {
    const decorators = folder.write(
      'own-decorators.ts',
      `import { dag, task } from '@taskloom/sdk';
export const decorate = (dagClass, source) => {
  task.virtualenv()(dagClass.prototype, 'minus', Object.getOwnPropertyDescriptor(dagClass.prototype, 'minus'));
  dag({ id: 'Minus', source })(dagClass);
};`,
    );
    const base = folder.write(
      'minus-base.ts',
      `import { python } from '@taskloom/sdk';
export class Base { minus(a, b) { return python\`return a - b\`; } flow() {} }`,
    );
    const file = folder.write('minus.ts', 'class Other { minus(b, a, c) { return python`return a - b`; } }');
    const { decorate } = await import(decorators);
    const { Base } = await import(base);
    decorate(Base, file);

    await expect(folder.read(Base, 'minus')).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
  });
});

it('the parameters of a TypeScript task may be taken apart', async () => {
  const { Plain } = await import(
    folder.write(
      'plain.ts',
      `import { dag, task } from '@taskloom/sdk';
@dag() export class Plain {
  @task() run({ a,
    b }: { a: number; b: number }, c = Date.now(), d?: string, ...e: number[]) { return [a, b, c, d, e]; }
  flow() {}
}`,
    )
  );
  expect((await folder.read(Plain, 'run')).parameters).toEqual([
    { name: '{ a, b }', optional: false, rest: false },
    { name: 'c', optional: true, rest: false },
    { name: 'd', optional: true, rest: false },
    { name: 'e', optional: false, rest: true },
  ]);
});

describe('python.file', () => {
  const PIPELINE = `import { dag, python, task } from '@taskloom/sdk';
@dag() export class Files {
  @task.virtualenv() fit(points: number[], digits = 3, note?: string) { return python.file(import.meta.url, './train.py', 'fit_line'); }
  @task.virtualenv() train() { return python.file(import.meta.url, './train.py'); }
  flow() {}
}`;

  it.each([
    ['fit', 'fit_line'],
    ['train', 'train'],
  ])('%s is a function of the file', async (method, functionName) => {
    const path = folder.write('train.py', '');
    const { Files } = await import(folder.write('files.ts', PIPELINE));
    expect((await folder.read(Files, method)).program).toEqual({ kind: 'file', path, functionName });
  });

  it('an optional parameter without a default leaves that of the function', async () => {
    folder.write('train.py', '');
    const { Files } = await import(folder.write('files.ts', PIPELINE));
    expect((await folder.read(Files, 'fit')).parameters).toEqual([
      { name: 'points', optional: false, rest: false },
      { name: 'digits', optional: true, rest: false, defaultValue: '3' },
      { name: 'note', optional: true, rest: false },
    ]);
  });
});

it('a file that no parser can read is refused', async () => {
  const definition = describeDag(get('First'));
  const file = folder.write('deep.ts', `const a = ${'['.repeat(50_000)}1${']'.repeat(50_000)};`);
  const method = { ...(definition.methods.get('run') as MethodDefinition), location: { file, line: 1, column: 1 } };
  await expect(folder.reader.readTask(method, { ...definition, sourceFile: file })).rejects.toMatchObject({
    code: 'SOURCE_NOT_FOUND',
    message: `${file} cannot be read as TypeScript or JavaScript: RangeError: Maximum call stack size exceeded`,
    hint: 'Move the DAG class into a file of its own.',
  });
});

it('expressions of a body are evaluated once for a plan', async () => {
  const file = folder.write(
    'once.ts',
    `import { dag, python, task } from '@taskloom/sdk';
export const seen: string[] = [];
const note = (text) => (seen.push(text), text);
class One { run() { return python\`return \${note('one')}\`; } }
@dag() export class Two { run() { return python\`return \${note('two')}\`; } flow() {} }
task.virtualenv()(Two.prototype, 'run', Object.getOwnPropertyDescriptor(Two.prototype, 'run'));`,
  );
  const { Two, seen } = await import(file);
  expect(textOf(await folder.read(Two, 'run'))).toMatch(/^return +value_$/);
  expect(seen).toEqual(['two']);
});

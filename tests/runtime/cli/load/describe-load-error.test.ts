import { join } from 'node:path';
import { TaskloomError } from '@taskloom/sdk/internal';
import { expect, test } from 'vitest';
import { describeLoadError } from '../../../../packages/runtime/src/cli/load/describe-load-error.js';
import { createScratchFolder } from '../scratch-folder.js';

const SOURCE = `import { helper } from "./helper.js";
import pandas from 'pandas/frame';
const naïve = 'é' oops;
`;

function describe(error: Error, facts: { code?: string; stack?: string; requireStack?: string[] } = {}) {
  const { code, message, hint, location } = describeLoadError(Object.assign(error, facts), '/project/pipeline.ts');
  return { code, message, hint, location };
}

test('an error of a decorator is given as it is', () => {
  const error = new TaskloomError('OPTION_UNKNOWN', 'There is no option "retires".');
  expect(describeLoadError(error, '/project/pipeline.ts')).toBe(error);
});

test("what esbuild refuses is told with esbuild's words and a column in characters", () => {
  const file = join(createScratchFolder({ 'pipeline.ts': SOURCE }), 'pipeline.ts');
  const error = new Error(`Transform failed with 1 error:\n${file}:3:21: ERROR: Expected ";" but found "oops"`);
  expect(describe(error)).toEqual({
    code: 'MODULE_LOAD_FAILED',
    message: 'pipeline.ts cannot be loaded: Expected ";" but found "oops".',
    hint: undefined,
    location: { file, line: 3, column: 20, source: "const naïve = 'é' oops;" },
  });
});

test('a file that is not there is told with the import that asks for it', () => {
  const folder = createScratchFolder({ 'pipeline.ts': SOURCE });
  const file = join(folder, 'pipeline.ts');
  const error = new Error(`Cannot find module '${folder}/helper.js' imported from ${file}`);
  expect(describe(error, { code: 'ERR_MODULE_NOT_FOUND' })).toEqual({
    code: 'MODULE_LOAD_FAILED',
    message: 'pipeline.ts imports "./helper.js", a file that does not exist.',
    hint: `Correct the path; there is no ${folder}/helper.js.`,
    location: { file, line: 1, column: 24, source: 'import { helper } from "./helper.js";' },
  });
});

test('the same through require', () => {
  const file = join(createScratchFolder({ 'pipeline.ts': SOURCE }), 'pipeline.ts');
  const error = new Error(`Cannot find module './helper.js'\nRequire stack:\n- ${file}`);
  expect(describe(error, { code: 'MODULE_NOT_FOUND', requireStack: [file] })).toMatchObject({
    message: 'pipeline.ts imports "./helper.js", a file that does not exist.',
    location: { line: 1, column: 24 },
  });
});

test('a package that is not installed is told with how to install it', () => {
  const file = join(createScratchFolder({ 'pipeline.ts': SOURCE }), 'pipeline.ts');
  const error = new Error(`Cannot find package 'pandas' imported from ${file}`);
  expect(describe(error, { code: 'ERR_MODULE_NOT_FOUND' })).toEqual({
    code: 'MODULE_LOAD_FAILED',
    message: 'pipeline.ts imports "pandas/frame", a package that is not installed.',
    hint: 'Install it beside the pipeline: npm install pandas.',
    location: { file, line: 2, column: 20, source: "import pandas from 'pandas/frame';" },
  });
});

test('what the file throws is told with the line that threw', () => {
  const stack = [
    'TypeError: x is not a function',
    '    at parse (file:///project/node_modules/zod/index.js:1:2)',
    '    at file:///project/pipeline.ts?tsx:4:7',
    '    at ModuleJob.run (node:internal/modules/esm/module_job:325:25)',
  ].join('\n');
  expect(describe(new TypeError('x is not a function'), { stack })).toEqual({
    code: 'MODULE_LOAD_FAILED',
    message: 'pipeline.ts failed while it was loaded: TypeError: x is not a function',
    hint: undefined,
    location: { file: '/project/pipeline.ts', line: 4, column: 7 },
  });
});

test('what is thrown may be no error', () => {
  expect(describeLoadError('no', '/project/pipeline.ts')).toMatchObject({
    code: 'MODULE_LOAD_FAILED',
    message: 'pipeline.ts threw no while it was loaded.',
  });
});

test('a syntax error that Node gives a place is told with it', () => {
  const stack = `file:///project/pipeline.js:3\nconst b = ;\n          ^\n\nSyntaxError: Unexpected token ';'`;
  expect(describe(new SyntaxError("Unexpected token ';'"), { stack })).toEqual({
    code: 'MODULE_LOAD_FAILED',
    message: "pipeline.js cannot be loaded: Unexpected token ';'.",
    hint: undefined,
    location: { file: '/project/pipeline.js', line: 3, column: 11 },
  });
});

test('of a syntax error without a place, it is said how to find it', () => {
  expect(describe(new SyntaxError("Unexpected token ';'"), { stack: '' })).toMatchObject({
    message: "pipeline.ts cannot be loaded: Unexpected token ';'.",
    hint: 'Run `node --check /project/pipeline.ts` to see the place.',
  });
});

test('decorators that a compiler left in place are told as that', () => {
  const file = join(createScratchFolder({ 'pipeline.js': 'class A {\n  @task() run() {}\n}\n' }), 'pipeline.js');
  const { code, message, hint, location } = describeLoadError(new SyntaxError('Invalid or unexpected token'), file);
  expect({ code, message, hint, location }).toEqual({
    code: 'MODULE_LOAD_FAILED',
    message: 'pipeline.js still has its decorators, which Node cannot read.',
    hint: 'Run the .ts file, or compile decorators away: "target": "es2022" for tsc and esbuild, `oxc: { decorator: { legacy: true } }` for Vite.',
    location: { file, line: 2, column: 3, source: '  @task() run() {}' },
  });
});

import { describe, expect, it } from 'vitest';
import { findCallSite, findErrorSite, parseFrame } from '../../packages/sdk/src/call-site.js';
import { showPlace } from './show.js';

describe('a line of a stack trace', () => {
  it.each([
    ['    at load (/project/a.ts:3:5)', '/project/a.ts', 3, 5],
    ['    at file:///project/a.ts:3:5', '/project/a.ts', 3, 5],
    ['    at async load (file:///project/a.ts:3:5)', '/project/a.ts', 3, 5],
    ['    at async file:///project/a.ts:3:5', '/project/a.ts', 3, 5],
    ['    at new Sales (/project/a.ts:3:5)', '/project/a.ts', 3, 5],
    ['    at Sales.flow [as run] (/project/a.ts:3:5)', '/project/a.ts', 3, 5],
    ['    at Object.<anonymous> (/project/a.ts:3:5)', '/project/a.ts', 3, 5],
    ['    at load (file:///project/my%20sales/a.ts:3:5)', '/project/my sales/a.ts', 3, 5],
    ['    at load (/project/sales (old)/a.ts:3:5)', '/project/sales (old)/a.ts', 3, 5],
    ['    at load (file:///project/a.ts?t=17:3:5)', '/project/a.ts', 3, 5],
    ['    at load (file:///project/a.ts?namespace=1#x:3:5)', '/project/a.ts', 3, 5],
    ['    at load (/project/a.ts?v=1:3:5)', '/project/a.ts', 3, 5],
    ['    at load (C:\\work\\a.ts:3:5)', 'C:\\work\\a.ts', 3, 5],
  ])('%s is a place', (frame, file, line, column) => {
    expect(parseFrame(frame)).toEqual({ file, line, column });
  });

  it.each([
    [''],
    ['Error: at work (a.ts)'],
    ['TaskloomError: no frame'],
    ['    at JSON.parse (<anonymous>)'],
    ['    at new Promise (<anonymous>)'],
    ['    at async Promise.all (index 0)'],
    ['    at native'],
    ['    at node:internal/modules/cjs/loader:1554:14'],
    ['    at Module._compile (node:internal/modules/cjs/loader:1554:14)'],
    ['    at eval (eval at load (/project/a.ts:3:5), <anonymous>:1:1)'],
  ])('%s is none', (frame) => {
    expect(parseFrame(frame)).toBeUndefined();
  });
});

describe('the call site', () => {
  function called() {
    return findCallSite(called);
  }

  it('is where our function is called', () => {
    const place = called();
    expect(place?.file).toBe(import.meta.filename);
    expect(showPlace(place)).toBe('const place = ▸called();');
  });

  it('is behind the frames of ours above it', () => {
    const inner = () => findCallSite(outer);
    const outer = () => inner();
    const place = outer();
    expect(showPlace(place)).toBe('const place = ▸outer();');
  });

  it('is behind native code that calls us', () => {
    const seen = ['a'].map(called);
    expect(showPlace(seen[0])).toBe("const seen = ['a'].▸map(called);");
  });

  it('is nothing where only the engine calls us', async () => {
    const seen = new Promise((resolve) => queueMicrotask(() => resolve(findCallSite(called))));
    expect(await seen).toBeUndefined();
  });

  it('leaves the depth of stack traces as it was', () => {
    const before = Error.stackTraceLimit;
    called();
    expect(Error.stackTraceLimit).toBe(before);
  });

  it('is nothing where a program gives stacks another shape', () => {
    const before = Error.prepareStackTrace;
    Error.prepareStackTrace = (_error, frames) => frames;
    try {
      expect(called()).toBeUndefined();
    } finally {
      Error.prepareStackTrace = before;
    }
  });
});

describe('the place of an error', () => {
  it('is where it was made', () => {
    const thrown = new Error('here');
    expect(showPlace(findErrorSite(thrown))).toBe("const thrown = ▸new Error('here');");
  });

  it('is in the file that is preferred, where that is in the stack', () => {
    const error = new Error('below');
    error.stack = 'Error: below\n    at a (/lib/a.js:1:2)\n    at b (/project/b.ts:3:4)\n    at c (/project/b.ts:5:6)';
    expect(findErrorSite(error, '/project/b.ts')).toEqual({ file: '/project/b.ts', line: 3, column: 4 });
    expect(findErrorSite(error, '/project/other.ts')).toEqual({ file: '/lib/a.js', line: 1, column: 2 });
  });

  it.each([['a text'], [undefined], [null], [{ stack: '    at a (/project/a.ts:1:2)' }]])(
    'is unknown for %j, which is no error',
    (thrown) => {
      expect(findErrorSite(thrown)).toBeUndefined();
    },
  );
});

import { python } from '@taskloom/sdk';
import { captureBody } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { showRejected, showThrown } from '../show.js';

const RATES = { eur: 1 };
const parameter = (index: number) => ({ kind: 'parameter', index });
const value = (held: unknown) => ({ kind: 'value', value: held });

// biome-ignore lint/suspicious/noExplicitAny: a body may have any parameters, and computes with them here
type Body = (...args: any[]) => unknown;

describe('the template of a body', () => {
  it.each<[string, Body, number, readonly string[], readonly unknown[]]>([
    ['without values is its text', () => python`return 1`, 0, ['return 1'], []],
    ['is empty where nothing is in it', () => python``, 0, [''], []],
    [
      'tells parameters by their position',
      (path, limit) => python`return ${limit}, ${path}, ${limit}`,
      2,
      ['return ', ', ', ', ', ''],
      [parameter(1), parameter(0), parameter(1)],
    ],
    ['tells a parameter with a default', (limit = 100) => python`return ${limit}`, 1, ['return ', ''], [parameter(0)]],
    ['tells a rest parameter', (...all) => python`return ${all}`, 1, ['return ', ''], [parameter(0)]],
    [
      'tells a rest parameter behind another',
      (first, ...rest) => python`return ${first} + ${rest}`,
      2,
      ['return ', ' + ', ''],
      [parameter(0), parameter(1)],
    ],
    [
      'tells a parameter under another name',
      (a) => ((b) => python`return ${b}`)(a),
      1,
      ['return ', ''],
      [parameter(0)],
    ],
    ['has the values of everything else', () => python`${RATES} ${1 + 1}`, 0, ['', ' ', ''], [value(RATES), value(2)]],
    ['has undefined for a value', () => python`return ${undefined}`, 0, ['return ', ''], [value(undefined)]],
    ['is raw', () => python`return "a\nb\\" + '\`' + "\u{41}"`, 0, [String.raw`return "a\nb\\" + '\`' + "\u{41}"`], []],
    ['may hold what TypeScript could not read', () => python`return "\x \u"`, 0, [String.raw`return "\x \u"`], []],
    ['of an async method is there as well', async (a) => python`return ${a}`, 1, ['return ', ''], [parameter(0)]],
  ])('%s', async (_behaviour, body, count, strings, values) => {
    expect(await captureBody(body, count)).toEqual({ kind: 'template', strings, values });
  });

  it.each<[string, unknown]>([
    ['holds itself twice', createCyclic()],
    ['is reached on very many ways', createDiamonds(60)],
    ['nests very deep', createDeep(100_000)],
  ])('has a value that %s', async (_what, held) => {
    const body = await captureBody((a) => python`return ${a}, ${held}`, 1);
    const [, captured] = body.kind === 'template' ? body.values : [];
    // Not by `toEqual`, which would go all the ways itself.
    expect(captured?.kind === 'value' && captured.value === held).toBe(true);
  });

  it('has the value of a default where it is asked for', async () => {
    const body = (path: string, limit = 100) => python`return ${path}, ${limit}`;
    expect(await captureBody(body, 2, { useDefaults: new Set([1]) })).toMatchObject({
      values: [parameter(0), value(100)],
    });
  });

  it('is captured without calling anything twice', async () => {
    let calls = 0;
    const body = () => {
      calls += 1;
      return python`pass`;
    };
    await captureBody(body, 0);
    expect(calls).toBe(1);
  });

  it('can be captured while another is', async () => {
    let inner: unknown;
    const body = () => {
      inner = captureBody(() => python`inner`, 0);
      return python`outer`;
    };
    expect([await captureBody(body, 0), await inner]).toMatchObject([{ strings: ['outer'] }, { strings: ['inner'] }]);
  });

  it('is frozen', async () => {
    expect(Object.isFrozen(await captureBody(() => python`pass`, 0))).toBe(true);
  });
});

describe('python.file', () => {
  it.each([
    ['a file: URL', 'file:///project/sales/pipeline.ts', './train.py', '/project/sales/train.py'],
    ['a URL', new URL('file:///project/sales/pipeline.ts'), 'models/train.py', '/project/sales/models/train.py'],
    ['a URL with blanks', 'file:///project/my%20sales/pipeline.ts', '../train.py', '/project/train.py'],
    ['an absolute path', '/project/sales/pipeline.ts', './train.py', '/project/sales/train.py'],
    ['anything, for an absolute path', 'file:///project/sales/pipeline.ts', '/opt/train.py', '/opt/train.py'],
  ])('resolves a path by %s', async (_what, base, path, resolved) => {
    expect(await captureBody(() => python.file(base, path), 0)).toEqual({ kind: 'file', path: resolved });
  });

  it('may name the function', async () => {
    const body = () => python.file('file:///project/a.ts', './b.py', 'train');
    expect(await captureBody(body, 0)).toEqual({ kind: 'file', path: '/project/b.py', functionName: 'train' });
  });

  it.each<[string, string, string]>([
    ['./pipeline.ts', './train.py', 'python.file got "./pipeline.ts" and "./train.py".'],
    ['https://example.org/a.ts', './train.py', 'python.file got "https://example.org/a.ts" and "./train.py".'],
    ['/project/a.ts', '', 'python.file got "/project/a.ts" and "".'],
    ['/project/a.ts', undefined as never, 'python.file got "/project/a.ts" and "undefined".'],
  ])('refuses the base %s with the path %s', async (base, path, message) => {
    expect(await showRejected(() => captureBody(() => python.file(base, path), 0))).toEqual({
      code: 'PYTHON_BODY_INVALID',
      message,
      hint: "Pass import.meta.url and a path relative to it: python.file(import.meta.url, './train.py').",
      at: 'expect(await showRejected(() => captureBody(() => python.▸file(base, path), 0))).toEqual({',
    });
  });
});

describe('the body of a Python task that TypeScript calls', () => {
  it('is refused', async () => {
    const size = () => python`return 1`;
    expect(showThrown(size)).toEqual({
      code: 'PYTHON_BODY_CALLED',
      message: 'The body of a Python task was called from TypeScript.',
      hint: 'Put @task.virtualenv() or @task.externalPython(…) on its method, and call it in `flow`.',
      at: 'const size = () => python▸`return 1`;',
    });
  });

  it('is refused for a file, too', async () => {
    const train = () => python.file(import.meta.url, './train.py');
    expect(showThrown(train)).toMatchObject({
      code: 'PYTHON_BODY_CALLED',
      at: "const train = () => python.▸file(import.meta.url, './train.py');",
    });
  });

  it('is refused after a capture that failed', async () => {
    await showRejected(() => captureBody(() => undefined, 0));
    expect(showThrown(() => python`too late`).code).toBe('PYTHON_BODY_CALLED');
  });
});

function createCyclic(): object {
  const cyclic: Record<string, unknown> = {};
  return Object.assign(cyclic, { left: cyclic, right: cyclic });
}

/** Each level holds the next one twice. */
function createDiamonds(levels: number): unknown {
  return Array.from({ length: levels }).reduce((inner) => [inner, inner], [0]);
}

function createDeep(levels: number): unknown {
  return Array.from({ length: levels }).reduce((inner) => [inner], [0]);
}

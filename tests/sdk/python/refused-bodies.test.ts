import { python } from '@taskloom/sdk';
import { captureBody } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { showRejected } from '../show.js';

// biome-ignore lint/suspicious/noExplicitAny: what a body does with its parameters is what is looked at
type Untyped = any;
type Body = (this: Untyped, ...args: Untyped[]) => unknown;

const ONE_STATEMENT = 'Make the body one statement: return python`…`, or return python.file(…).';
const COMPUTE_IN_PYTHON = 'Use the parameter alone, `${name}`, and compute in Python.';
const PASS_IT = 'Pass the value as a parameter, or put it into a constant of the module.';

describe('a body that is not one template', () => {
  it.each<[string, Body, string]>([
    ['returns nothing', () => undefined, 'does not call python`…`'],
    ['returns a text', () => 'return 1', 'does not call python`…`'],
    ['calls its tag and returns something else', () => [python`pass`], 'does not return its template'],
    ['calls its tag and returns nothing', () => void python`pass`, 'does not return its template'],
    ['calls its tag twice', () => [python`1`, python`2`], 'calls python 2 times'],
    ['calls its tag and a file', () => [python`1`, python.file('/a.ts', 'b.py')], 'calls python 2 times'],
  ])('is refused where it %s', async (_what, body, fault) => {
    expect(await showRejected(() => captureBody(body, 0))).toEqual({
      code: 'PYTHON_BODY_INVALID',
      message: `The body of the Python task ${fault}.`,
      hint: ONE_STATEMENT,
      at: undefined,
    });
  });

  it('is refused where the tag is called like a function', async () => {
    const body = () => (python as Untyped)('return 1');
    expect(await showRejected(() => captureBody(body, 0))).toEqual({
      code: 'PYTHON_BODY_INVALID',
      message: 'python is called like a function; it is a tag.',
      hint: 'Write python`…` without parentheses.',
      at: "const body = () => (▸python as Untyped)('return 1');",
    });
  });

  it('is refused where an async one rejects before it has called its tag', async () => {
    const settings: { readonly a?: { readonly b: number } } = {};
    const body = async () => python`return ${(settings.a as { b: number }).b}`;
    expect(await showRejected(() => captureBody(body, 0))).toMatchObject({
      message:
        "The Python body threw while its template was read: TypeError: Cannot read properties of undefined (reading 'b')",
      at: 'const body = async () => python`return ${(settings.a as { b: number }).▸b}`;',
    });
  });

  it('is refused where it throws', async () => {
    const body = () => python`return ${JSON.parse('not JSON')}`;
    const error = await showRejected(() => captureBody(body, 0));
    expect(error).toEqual({
      code: 'PYTHON_BODY_INVALID',
      message: expect.stringMatching(
        /^The Python body threw while its template was read: SyntaxError: Unexpected token .*JSON/,
      ),
      hint: 'Make the body one statement, return python`…`, with expressions whose values are there by now.',
      at: "const body = () => python`return ${JSON.▸parse('not JSON')}`;",
    });
  });
});

interface Computation {
  readonly uses: string;
  readonly body: Body;
  readonly at: string;
}

const COMPUTATIONS: readonly Computation[] = [
  {
    uses: 'computes with',
    body: (added) => python`return ${added + 1}`,
    at: 'body: (added) => python`return ${▸added + 1}`,',
  },
  {
    uses: 'reads "length" of',
    body: (measured) => python`return ${measured.length}`,
    at: 'body: (measured) => python`return ${measured.▸length}`,',
  },
  {
    uses: 'calls',
    body: (called) => python`return ${called()}`,
    at: 'body: (called) => python`return ${▸called()}`,',
  },
  {
    uses: 'searches',
    body: (searched) => python`return ${'a' in searched}`,
    at: "body: (searched) => python`return ${▸'a' in searched}`,",
  },
  {
    uses: 'spreads',
    body: (spread) => python`return ${Object.keys(spread)}`,
    at: 'body: (spread) => python`return ${Object.▸keys(spread)}`,',
  },
  {
    uses: 'computes with',
    body: (iterated) => python`return ${Array.from(iterated)}`,
    at: 'body: (iterated) => python`return ${Array.▸from(iterated)}`,',
  },
  {
    uses: 'asks for the type of',
    body: (typed) => python`return ${typed instanceof Date}`,
    at: 'body: (typed) => python`return ${▸typed instanceof Date}`,',
  },
];

describe('an expression that computes with a parameter', () => {
  it.each(COMPUTATIONS)('is refused where it $uses it: $at', async ({ uses, body, at }) => {
    expect(await showRejected(() => captureBody(body, 1))).toEqual({
      code: 'PYTHON_BODY_INVALID',
      message: `An expression of the Python body ${uses} its 1st parameter, which has no value in TypeScript.`,
      hint: COMPUTE_IN_PYTHON,
      at,
    });
  });

  it.each([
    [0, '1st'],
    [1, '2nd'],
    [2, '3rd'],
    [3, '4th'],
    [10, '11th'],
    [11, '12th'],
    [20, '21st'],
    [110, '111th'],
  ])('names the parameter at %d as its %s', async (index, ordinal) => {
    const body: Body = (...args) => python`${args[index].field}`;
    const { message } = await showRejected(() => captureBody(body, index + 1));
    expect(message).toContain(`its ${ordinal} parameter`);
  });

  it.each<[string, Body]>([
    ['a list', (a, b) => python`return ${[a, b]}`],
    ['an object', (a) => python`return ${{ a }}`],
    ['a list in an object', (a) => python`return ${{ all: [1, [a]] }}`],
  ])('is refused where it puts one into %s', async (_what, body) => {
    expect(await showRejected(() => captureBody(body, 2))).toEqual({
      code: 'PYTHON_BODY_INVALID',
      message: 'An expression of the Python body puts a parameter into a list or an object.',
      hint: 'Use the parameter alone, `${name}`, and build the list or the dict in Python.',
      at: undefined,
    });
  });
});

describe('an expression that uses `this`', () => {
  it.each<[string, Body, string]>([
    [
      'reads "folder" of',
      function reading() {
        return python`return ${this.folder}`;
      },
      'return python`return ${this.▸folder}`;',
    ],
    [
      'assigns to',
      function assigning() {
        this.folder = 1;
        return python`pass`;
      },
      'this.▸folder = 1;',
    ],
    [
      'reads "tidy" of',
      function calling() {
        return python`return ${this.tidy('a')}`;
      },
      "return python`return ${this.▸tidy('a')}`;",
    ],
  ])('is refused where it %s it', async (uses, body, at) => {
    expect(await showRejected(() => captureBody(body, 0))).toEqual({
      code: 'PYTHON_BODY_INVALID',
      message: `The Python body ${uses} \`this\`; it runs in another process and has no instance.`,
      hint: PASS_IT,
      at,
    });
  });
});

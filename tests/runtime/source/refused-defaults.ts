/** Defaults of parameters that Python cannot be given, and what is said of each. */
import type { Refusal } from './refused-methods.js';

const INTERPOLATE = (name: string) =>
  `Write a literal or a constant, or use the parameter as \`\${${name}}\` in the body: then its default is evaluated.`;
const CHOOSE = (name: string) =>
  `Make the parameter optional (\`${name}?\`) and choose in Python: \`if ${name} is None\`.`;

export const DEFAULTS: readonly Refusal[] = [
  [
    'run(a = load()) { return python`return a`; }',
    'load()',
    '`load()` is not a literal or a constant',
    INTERPOLATE('a'),
  ],
  ['run(a = /x/) { return python`return a`; }', '/x/', '`/x/` is not a literal or a constant', INTERPOLATE('a')],
  [
    'run(a = new Date(0)) { return python`return a`; }',
    'new Date',
    '`new Date(0)` is not a literal or a constant',
    INTERPOLATE('a'),
  ],
  [
    'run(a = counter) { return python`return a`; }',
    'counter',
    '`counter` is not a constant whose value the source shows',
    INTERPOLATE('a'),
  ],
  [
    'run(a = SETTINGS) { return python`return a`; }',
    'SETTINGS',
    '`SETTINGS` is an object that may have changed; `as const` makes it a constant',
    INTERPOLATE('a'),
  ],
  [
    'run(a = join) { return python`return a`; }',
    'join',
    '`join` is not a constant whose value the source shows',
    INTERPOLATE('a'),
  ],
  [
    'run(a = { [LIMIT]: 1 }) { return python`return a`; }',
    '{ [LIMIT]',
    '`[LIMIT]: 1` is not a plain field',
    INTERPOLATE('a'),
  ],
  [
    'run(a = LIMITS.none) { return python`return a`; }',
    'LIMITS.none',
    '`LIMITS` has no field "none" that the source shows',
    INTERPOLATE('a'),
  ],
  ['run(a, b = a) { return python`return ${b}`; }', 'a) {', 'it uses `a`', CHOOSE('b')],
  ['run(a = this.limit) { return python`return ${a}`; }', 'this.limit', 'it uses `this`', CHOOSE('a')],
].map(([method = '', at = '', why = '', hint = '']) => {
  const name = /(\w+) =/.exec(method)?.[1];
  const message = `The default of "${name}" cannot be read from the source: ${why}.`;
  return { method, at, code: 'DEFAULT_UNREADABLE', message, hint };
});

/** Methods that cannot become Python tasks, and what is said of each. */

import { DEFAULTS } from './refused-defaults.js';

export interface Refusal {
  /** The method that is refused, as its class has it. */
  readonly method: string;
  /** The text at whose beginning the error is shown. */
  readonly at: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

const ONE_STATEMENT = 'Make the body one statement: return python`…`.';

const BODIES: readonly Refusal[] = [
  ['run() {}', '{}', 'The body of "run" is empty'],
  ['run() { python`return 1`; }', 'python', '"run" does something else than return'],
  ['run() { const a = 1; return python`return ${a}`; }', 'const a', '"run" does something else than return'],
  [
    'run(a) { if (a) return python`return 1`; return python`return 2`; }',
    'if (a)',
    '"run" does something else than return',
  ],
  ['run() { return python`return 1`; return 2; }', 'return 2', '"run" does something else than return'],
  ['run() { return; }', 'return;', '"run" returns nothing'],
  ['run() { return 1; }', '1;', '"run" returns something else'],
  ['run() { return `return 1`; }', '`return', '"run" returns something else'],
  ['run(a) { return a ? python`return 1` : python`return 2`; }', 'a ? ', '"run" returns something else'],
  ['run() { return wrap(python`return 1`); }', 'wrap(', '"run" returns something else'],
  ['*run() { return python`return 1`; }', 'run()', '"run" is a generator'],
].map(([method = '', at = '', what]) => ({
  method,
  at,
  code: 'BODY_NOT_TEMPLATE',
  message: `${what}, and the body of a Python task is one returned template.`,
  hint: ONE_STATEMENT,
}));

const EMPTY: Refusal = {
  method: 'run() { return python`\n  `; }',
  at: 'python`\n',
  code: 'BODY_NOT_TEMPLATE',
  message: 'The Python body of "run" is empty.',
  hint: 'Write Python into it, at least `pass`.',
};

const PARAMETERS: readonly Refusal[] = [
  [
    'run({ a, b }) { return python`return a`; }',
    '{ a, b }',
    "The parameter { a, b } is taken apart, and Python's parameters have one name each.",
    'Give it a name, and take it apart in Python.',
  ],
  [
    'run([a] = [1]) { return python`return a`; }',
    '[a]',
    "The parameter [a] is taken apart, and Python's parameters have one name each.",
    'Give it a name, and take it apart in Python.',
  ],
  [
    'run($row) { return python`return ${$row}`; }',
    '$row)',
    'The parameter "$row" has a name that Python does not take.',
    'Use letters, digits and underscores.',
  ],
  [
    'run(from, from_) { return python`return ${from}`; }',
    'from_',
    'The parameters "from" and "from_" are both "from_" in Python.',
    'Rename one of them.',
  ],
].map(([method = '', at = '', message = '', hint = '']) => ({
  method,
  at,
  code: 'PARAMETER_UNSUPPORTED',
  message,
  hint,
}));

const USE_CONSTANT = 'Pass the value as a parameter, or put it into a constant of the module.';
const COMPUTE = (name: string) => `Compute in Python: \${${name}} is the Python variable.`;
const F_STRING = (text: string) => `Use an f-string, f"{${text}}", or join the parts with +.`;

const CAPTURES: readonly Refusal[] = [
  [
    'run(day) { return python`return ${day.length}`; }',
    'day.length',
    '${day.length} computes with the parameter "day", which has no value in TypeScript.',
    COMPUTE('day'),
  ],
  [
    'run(a, b) { return python`return ${[b].map((a) => a)}`; }',
    'b].map',
    '${[b].map((a) => a)} computes with the parameter "b", which has no value in TypeScript.',
    COMPUTE('b'),
  ],
  [
    'run(a) { return python`return ${{ a }}`; }',
    'a }}',
    '${{ a }} computes with the parameter "a", which has no value in TypeScript.',
    COMPUTE('a'),
  ],
  [
    'run(...all) { return python`return ${all[0]}`; }',
    'all[0]',
    '${all[0]} computes with the parameter "all", which has no value in TypeScript.',
    COMPUTE('all'),
  ],
  [
    'run() { return python`return ${this.limit}`; }',
    'this',
    '${this.limit} uses `this`, and a Python task has no instance: its body is never called.',
    USE_CONSTANT,
  ],
  [
    'run() { return python`return ${super.toString()}`; }',
    'super',
    '${super.toString()} uses `super`, and a Python task has no instance: its body is never called.',
    USE_CONSTANT,
  ],
  [
    'async run() { return python`return ${await load()}`; }',
    'await',
    '${await load()} awaits, and values are captured at once when the DAG is planned.',
    'Await it at the top of the module, and capture the constant.',
  ],
  [
    'run() { return python`return ${arguments[0]}`; }',
    'arguments',
    '${arguments[0]} uses `arguments`, which have no values in TypeScript.',
    'Name the parameters.',
  ],
  [
    'run(a) { return python`return "${a}"`; }',
    '${a}',
    '${a} stands inside a string of Python, where it would be text.',
    F_STRING('${a}'),
  ],
  [
    'run(a) { return python`\n  """\n  ${a}\n  """`; }',
    '${a}',
    '${a} stands inside a string of Python, where it would be text.',
    F_STRING('${a}'),
  ],
  [
    'run() { return python`return f"{1:${LIMIT}}"`; }',
    '${LIMIT}',
    '${LIMIT} stands inside a string of Python, where it would be text.',
    F_STRING('${LIMIT}'),
  ],
  [
    'run() { return python`return f"{${[\n1]}}"`; }',
    '${[',
    '${[ 1]} is several lines long inside an f-string of Python.',
    'Put the value into a constant of the module.',
  ],
  [
    'run() { return python`return ${LIMIT} + ${load}`; }',
    '${load}',
    '${load} cannot be given to Python. The value at $ cannot cross between tasks: a function ([AsyncFunction: load]).',
    'Leave it out: a function exists in this process only.',
  ],
].map(([method = '', at = '', message = '', hint = '']) => ({
  method,
  at,
  code: 'CAPTURE_UNSUPPORTED',
  message,
  hint,
}));

const AT_THE_CALL: readonly Refusal[] = [
  {
    method: 'run(a = load) { return python`return ${a}`; }',
    at: 'a = load',
    code: 'DEFAULT_UNREADABLE',
    message:
      'The default of "a" cannot be given to Python. The value at $ cannot cross between tasks: a function ([AsyncFunction: load]).',
    hint: 'Leave it out: a function exists in this process only.',
  },
  {
    method: 'run() { return python`return ${LIMIT} + ${missing.field}`; }',
    at: 'missing.field',
    code: 'PYTHON_BODY_INVALID',
    message: 'The Python body threw while its template was read: ReferenceError: missing is not defined',
    hint: 'Make the body one statement, return python`…`, with expressions whose values are there by now.',
  },
  {
    method: 'run() { return String.raw`return 1`; }',
    at: 'return 1',
    code: 'PYTHON_BODY_INVALID',
    message: 'The body of the Python task does not call python`…`.',
    hint: 'Make the body one statement: return python`…`, or return python.file(…).',
  },
  {
    method: "run() { return python.file(import.meta.url, './missing.py'); }",
    at: 'python.file',
    code: 'PYTHON_FILE_MISSING',
    message: 'The Python file of "run" is not there: FOLDER/missing.py.',
    hint: 'Correct the path; it is relative to what the first argument of python.file names.',
  },
];

export const ROWS: readonly Refusal[] = [...BODIES, EMPTY, ...PARAMETERS, ...CAPTURES, ...DEFAULTS, ...AT_THE_CALL];

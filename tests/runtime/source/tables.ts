/** What the methods of the fixtures give for which arguments, by fixture. */
export type Row = readonly [method: string, args: readonly unknown[], value: unknown];

const LAYOUT: readonly Row[] = [
  ['aliased', [1], 2],
  ['namespaced', [1], 2],
  ['reexported', [1], 2],
  ['decorated', [1], 3],
  ['hashInString', ['x'], ['# no commentx', '#']],
  ['tripleQuoted', [], 'one\n        two\n      three'],
  ['lineAfterReturn', [3], 6],
  ['oneLine', [3], 6],
  ['codeOnTheFirstLine', [3], 7],
  ['blockOnTheFirstLine', [[1, 2]], 2],
  ['onlyBlockOnTheFirstLine', [2], 2],
  ['flush', ['x'], ['\nkept\n', 'x']],
  ['placeholderFirst', [[1]], [1, 4]],
  ['nonAscii', [2, 3], '𝒳𝒳 ä 3'],
  ['asynchronous', [1], 1],
  ['awaits', [1], 1],
  ['quoted name', [1], 1],
];

const TEXT: readonly Row[] = [
  ['backticks', [], '`a`'],
  ['dollarBrace', [], '${a} $ {b} $'],
  ['newline', [], 'a\nb'],
  ['backslashes', [], '\\ \\\\n \t A A \\`'],
  ['rawString', [], '\\d+\\\\'],
  ['continued', [1], 2],
  ['doubleBraces', [1], '{{ 1 }}{1}{1: {2: 1}}'],
  ['fString', [1, 'x'], "     1|'x'|2|X|01"],
  ['debuggedInFString', [1], 'a=1 a = 1'],
  ['inComment', [1], 1],
  ['wordsBesidePlaceholders', [true], [1]],
];

const PARAMETERS: readonly Row[] = [
  ['literals', [], [1, -2.5, 'x', true, null, null, 't', 10, 1000, 31]],
  ['containers', [], [[], {}, [1, [2, { 'x y': [3] }]], { a: { b: -1 }, 3: 4 }]],
  ['wrapped', [], [1, 'x', 2, 3, 10]],
  ['constants', [], [10, 10, -10, { a: [1, { b: null }] }, [1, { b: null }], [10, { LIMIT: 10 }]]],
  ['imported', [], ['eu', 3, { small: 3, tags: ['a', 'b'] }, 40, 'fallback', 'eu']],
  ['evaluated', [], [20, { a: 2 }, ['a', 'b'], 2026]],
  ['optional', [1], [1, null]],
  ['rest', [1, 2, 3], [1, [2, 3]]],
  ['bareName', [1], 2],
  ['bareAndInterpolated', [1], 2],
  ['keywords', [1, 2, 3, 4], [1, 1, 2, 3, 3, 4]],
  ['builtins', [[1], 'x'], [[1], [1], 'x', 1]],
  ['inWrappers', [1, 2], [1, 2, 1]],
  ['thisParameter', [1], 1],
];

const CAPTURES: readonly Row[] = [
  ['constant', [], 11],
  ['imported', [], ['eu', 3, { small: 3, tags: ['a', 'b'] }]],
  ['sameName', [], [[1, 2, 3], 4, 10, [1, 2]]],
  ['expressions', ['x'], ['x', '/data', 2, 'x10', [1, 2, 3], null]],
  ['shadowing', [1], [[4, 6], 1, 1]],
  ['severalLines', [1], [{ text: 'x', list: [1] }, [[2], 1], 'last', 4]],
  ['atTheEnd', [], { a: 1 }],
  ['inFString', [], '10 /data'],
];

export const TABLES: Readonly<Record<string, readonly Row[]>> = {
  layout: LAYOUT,
  text: TEXT,
  parameters: PARAMETERS,
  captures: CAPTURES,
};

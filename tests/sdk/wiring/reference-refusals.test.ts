import { describe, expect, it } from 'vitest';
import { showProblems } from '../steps.js';

// Types keep authors from most of these, where they are not left out.
// biome-ignore lint/suspicious/noExplicitAny: as it says
type Untyped = any;

const OBJECT: Untyped = { one: 1 };
const IN_A_TASK = 'Do it in a task: pass the reference as an argument.';
const CALCULATED = {
  used: 'used in a calculation, a comparison or a string',
  hint: 'Calculate and compare in a task; for a string, use text`…${ref}…`.',
};
const ITERATED = {
  used: 'iterated',
  hint: 'Run tasks for each element by `ref.map((item) => …)`, or index it, `ref[0]`: its length is not known yet.',
};
const ASSIGNED = {
  used: 'assigned to',
  hint: 'Return what you need from a task: a result cannot be changed.',
};
const SPREAD = {
  used: 'spread or asked for its keys',
  hint: 'Name the fields that you need: `{ total: ref.total }`.',
};

interface Misuse {
  readonly what: string;
  readonly use: (reference: Untyped) => unknown;
  readonly used: string;
  readonly hint: string;
  readonly at: string;
}

const CALCULATIONS: readonly Misuse[] = [
  {
    what: 'added to',
    use: (added) => added + 1,
    ...CALCULATED,
    at: 'use: (added) => ▸added + 1,',
  },
  {
    what: 'compared',
    use: (compared) => compared > 1,
    ...CALCULATED,
    at: 'use: (compared) => ▸compared > 1,',
  },
  {
    what: 'put into a template literal',
    use: (written) => `${written}`,
    ...CALCULATED,
    at: 'use: (written) => ▸`${written}`,',
  },
  {
    what: 'used as a key',
    use: (key) => OBJECT[key],
    ...CALCULATED,
    at: 'use: (key) => ▸OBJECT[key],',
  },
  {
    what: 'made a string',
    use: (named) => String(named),
    ...CALCULATED,
    at: 'use: (named) => ▸String(named),',
  },
];

const TAKEN_APART: readonly Misuse[] = [
  {
    what: 'iterated',
    use: (looped) => {
      for (const row of looped) void row;
    },
    ...ITERATED,
    at: 'for (const ▸row of looped) void row;',
  },
  {
    what: 'spread into a list',
    use: (items) => [...items],
    ...ITERATED,
    at: 'use: (items) => [...▸items],',
  },
  {
    what: 'spread into an object',
    use: (spread) => ({ ...spread }),
    ...SPREAD,
    at: 'use: (spread) => (▸{ ...spread }),',
  },
  {
    what: 'asked for its keys',
    use: (keyed) => Object.keys(keyed),
    ...SPREAD,
    at: 'use: (keyed) => Object.▸keys(keyed),',
  },
  {
    what: 'searched',
    use: (searched) => 'total' in searched,
    used: 'searched with `in`',
    hint: IN_A_TASK,
    at: "use: (searched) => ▸'total' in searched,",
  },
  {
    what: 'made JSON, also as a part',
    use: (json) => JSON.stringify({ of: json }),
    used: 'turned into JSON',
    hint: IN_A_TASK,
    at: 'use: (json) => JSON.▸stringify({ of: json }),',
  },
];

const TREATED_AS_THERE: readonly Misuse[] = [
  {
    what: 'called',
    use: (callable) => callable(),
    used: 'called',
    hint: 'Call methods of a value in a task: pass the reference as an argument.',
    at: 'use: (callable) => ▸callable(),',
  },
  {
    what: 'awaited',
    use: (awaited) => Promise.resolve(awaited.then),
    used: 'awaited',
    hint: 'Leave `await` out: flow only wires, and tasks wait for their arguments by themselves.',
    at: 'use: (awaited) => Promise.resolve(awaited.▸then),',
  },
  {
    what: 'assigned to',
    use: (assigned) => {
      assigned.total = 1;
    },
    ...ASSIGNED,
    at: 'assigned.▸total = 1;',
  },
  {
    what: 'given a property',
    use: (defined) => Object.defineProperty(defined, 'total', { value: 1 }),
    ...ASSIGNED,
    at: "use: (defined) => Object.▸defineProperty(defined, 'total', { value: 1 }),",
  },
  {
    what: 'deleted from',
    use: (deleted) => {
      delete deleted.total;
    },
    used: 'deleted from',
    hint: ASSIGNED.hint,
    at: '▸delete deleted.total;',
  },
];

describe('a reference', () => {
  it.each([...CALCULATIONS, ...TAKEN_APART, ...TREATED_AS_THERE])('cannot be $what', ({ use, used, hint, at }) => {
    expect(showProblems(({ table }) => use(table()))).toEqual([
      { code: 'REFERENCE_MISUSED', message: `XCom<table> has no value yet and cannot be ${used} in flow.`, hint, at },
    ]);
  });

  it('is named by its path', () => {
    const problems = showProblems(({ table }: Untyped) => table().rows[0].id * 2);
    expect(problems).toEqual([
      {
        code: 'REFERENCE_MISUSED',
        message:
          'XCom<table>.rows[0].id has no value yet and cannot be used in a calculation, a comparison or a string in flow.',
        hint: CALCULATED.hint,
        at: 'const problems = showProblems(({ table }: Untyped) => table().rows[0].▸id * 2);',
      },
    ]);
  });
});

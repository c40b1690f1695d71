import { dag } from '@taskloom/sdk';
import { describeDag } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { show } from '../show.js';

describe('a class that is no DAG', () => {
  const SETTINGS =
    'Put @dag() on the class. If it is there, the tool that compiles the file drops decorators: set ' +
    '`experimentalDecorators` in tsconfig.json (Vite: `oxc: { decorator: { legacy: true } }`); ' +
    'Node’s type stripping cannot compile them.';

  class Plain {
    flow() {}
  }
  @dag()
  class Decorated {
    flow() {}
  }
  class Extending extends Decorated {}

  it.each<[string, unknown, string]>([
    ['without a decorator', Plain, 'Plain'],
    ['that extends a DAG', Extending, 'Extending'],
    ['without a name', class {}, 'A class without a name'],
  ])('is one %s', (_what, dagClass, name) => {
    expect(describeDag(dagClass as never).problems.map(show)).toEqual([
      {
        code: 'DAG_NOT_DECORATED',
        message: `${name} is not a DAG: no @dag() has run on it.`,
        hint: SETTINGS,
        at: undefined,
      },
    ]);
  });

  it.each<[string, unknown, string]>([
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a text', 'Sales', "'Sales'"],
    ['an instance', new Plain(), 'Plain {}'],
  ])('is not even a class when it is %s', (_what, dagClass, name) => {
    expect(describeDag(dagClass as never).problems).toMatchObject([
      { code: 'DAG_NOT_DECORATED', message: `${name} is not a DAG: no @dag() has run on it.` },
    ]);
  });

  it.each<[string, unknown, string]>([
    ['an instance of a DAG', new Decorated(), 'Pass the class itself, Decorated, not an instance of it.'],
    [
      'undefined',
      undefined,
      'Pass the class. An import that is missing, or that goes round in a circle, is undefined.',
    ],
  ])('says what to pass instead of %s', (_what, dagClass, hint) => {
    expect(describeDag(dagClass as never).problems).toMatchObject([{ code: 'DAG_NOT_DECORATED', hint }]);
  });
});

import { dag, task } from '@taskloom/sdk';
import { describeDag, findDagRecord } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { showPlace, showThrown } from '../show.js';
import { CALL_FORMS, callLegacy, callStandard } from './call-forms.js';

const CLASS_ONLY = 'only a class can be a DAG.';
const ON_CLASS = 'Put @dag() on the class, and @task() on its methods.';

describe.each(CALL_FORMS)('in $form', ({ onMethod, onClass }) => {
  it('@dag makes a class a DAG with the name of the class', () => {
    class Sales {
      flow() {}
    }
    onClass(Sales, dag());
    expect(describeDag(Sales)).toMatchObject({ spec: { dagId: 'Sales' }, dagClass: Sales, problems: [] });
  });

  it('@dag takes another id', () => {
    class Sales {
      flow() {}
    }
    onClass(Sales, dag({ id: 'sales.daily' }));
    expect(describeDag(Sales).spec.dagId).toBe('sales.daily');
  });

  it('a class is no DAG where it only extends one', () => {
    class Sales {
      flow() {}
    }
    class Other extends Sales {}
    onClass(Sales, dag());
    expect([findDagRecord(Sales), findDagRecord(Other)]).toEqual([expect.any(Object), undefined]);
  });

  it('@dag cannot be on a method', () => {
    class Sales {
      load(): void {}
    }
    expect(showThrown(() => onMethod(Sales, 'load', dag() as never))).toEqual({
      code: 'DAG_INVALID',
      message: `@dag is on the method load; ${CLASS_ONLY}`,
      hint: ON_CLASS,
      at: "expect(showThrown(() => onMethod(Sales, 'load', ▸dag() as never))).toEqual({",
    });
  });

  it('@dag needs its parentheses', () => {
    class Sales {}
    expect(showThrown(() => onClass(Sales, dag as never))).toMatchObject({
      code: 'OPTION_INVALID',
      message: '@dag is used without parentheses on the class Sales.',
      hint: 'Write `@dag()`.',
    });
  });
});

describe('@dag', () => {
  it.each<[string, Parameters<typeof callStandard>[2]]>([
    ['the getter total', { kind: 'getter', name: 'total' }],
    ['the static field total', { kind: 'field', name: 'total', static: true }],
  ])('cannot be on %s, by the standard form', (what, context) => {
    expect(showThrown(() => callStandard(dag(), undefined, context)).message).toBe(`@dag is on ${what}; ${CLASS_ONLY}`);
  });

  it.each<[string, readonly unknown[]]>([
    ['the field total', [{}, 'total']],
    ['the static method load', [class {}, 'load', { value: () => undefined }]],
  ])('cannot be on %s, by the other', (what, args) => {
    expect(showThrown(() => callLegacy(dag(), ...args)).message).toBe(`@dag is on ${what}; ${CLASS_ONLY}`);
  });

  it('needs its parentheses where it is written', () => {
    const declare = () => {
      // @ts-expect-error The parentheses are missing.
      @dag
      class Bare {}
      return Bare;
    };
    expect(showThrown(declare)).toMatchObject({
      message: '@dag is used without parentheses on the class Bare.',
      at: undefined,
    });
  });

  it('knows its place', () => {
    @dag({ description: 'placed' })
    class Placed {
      flow() {}
    }
    expect(showPlace(findDagRecord(Placed)?.location)).toBe("@▸dag({ description: 'placed' })");
  });

  it('may be on one class twice, and the outer one counts', () => {
    @dag({ id: 'outer' })
    @dag({ id: 'inner' })
    class Twice {
      flow() {}
    }
    expect(describeDag(Twice).spec.dagId).toBe('outer');
  });

  it('calls nothing of the class', () => {
    let calls = 0;
    @dag()
    class Quiet {
      constructor() {
        calls += 1;
      }
      @task() load(): void {
        calls += 1;
      }
      flow() {
        calls += 1;
      }
    }
    expect([calls, findDagRecord(Quiet)?.options.id]).toEqual([0, 'Quiet']);
  });
});

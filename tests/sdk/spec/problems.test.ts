import { chain, dag, group, type Tasks, task, text } from '@taskloom/sdk';
import { combineErrors, describeDag } from '@taskloom/sdk/internal';
import { expect, it } from 'vitest';
import { show, showPlace, showThrown } from '../show.js';

// biome-ignore lint/suspicious/noExplicitAny: the mistakes of whoever leaves types out
type Untyped = any;

@dag()
class Faulty {
  @task() load(_path: string): number {
    return 1;
  }
  @task() save(_value: unknown): void {}
  flow({ load, save }: Tasks<Faulty>) {
    const loaded = load.override({ retires: 1 } as Untyped)('a');
    group('the pages', () => save(new WeakMap()));
    chain(loaded, save as Untyped);
    const again = load(text`${Symbol('s')}`);
    chain(loaded, again);
    chain(again, loaded);
    load.override({ taskId: 'load' })('duplicate');
    save(`of ${loaded}`);
    save('never reached');
  }
}

it('everything that is wrong with a flow is told at once, each in its place', () => {
  const { problems } = describeDag(Faulty);
  expect(problems.map(show).map(({ code, at }) => [code, at])).toEqual([
    ['OPTION_UNKNOWN', "const loaded = load.▸override({ retires: 1 } as Untyped)('a');"],
    ['GROUP_ID_INVALID', "▸group('the pages', () => save(new WeakMap()));"],
    ['VALUE_UNSUPPORTED', "group('the pages', () => ▸save(new WeakMap()));"],
    ['CHAIN_INVALID', '▸chain(loaded, save as Untyped);'],
    ['VALUE_UNSUPPORTED', "const again = load(text▸`${Symbol('s')}`);"],
    ['TASK_ID_DUPLICATE', "load.override({ taskId: 'load' })▸('duplicate');"],
    ['REFERENCE_MISUSED', 'save(`of ${▸loaded}`);'],
    ['CYCLE', '▸chain(again, loaded);'],
  ]);
});

it('one error tells all of them, and has the place of the first', () => {
  const { problems } = describeDag(Faulty);
  const error = combineErrors('Faulty', problems);
  const lines = error.message.split('\n');
  expect(lines[0]).toBe('The DAG "Faulty" has 8 problems:');
  const { file, line = 0, column = 0 } = problems[0]?.location ?? {};
  expect(lines.slice(1, 3)).toEqual([
    `  OPTION_UNKNOWN: load.override: there is no option "retires". (${file}:${line}:${column})`,
    '    Did you mean "retries"?',
  ]);
  expect(error).toMatchObject({
    code: 'DAG_INVALID',
    hint: 'Correct each of them; nothing was run.',
    cause: problems[0],
  });
  expect(error.details).toEqual({ problems });
  expect(showPlace(error.location)).toBe("const loaded = load.▸override({ retires: 1 } as Untyped)('a');");
});

it('what is wrong with the decorators of a class is told at once when @dag runs', () => {
  const declare = () => {
    @dag({ id: 'two words' })
    class Wrong {
      @task({ retires: 3 } as Untyped) load(): void {}
      @task.externalPython({} as Untyped) work(): void {}
      flow() {}
    }
    return Wrong;
  };
  const { code, message, hint, at } = showThrown(declare);
  expect({ code, hint, at }).toEqual({
    code: 'DAG_INVALID',
    hint: 'Correct each of them; nothing was run.',
    at: "@▸dag({ id: 'two words' })",
  });
  expect(message.replaceAll(/\(.*?:(\d+:\d+)\)/g, '()').split('\n')).toEqual([
    'The DAG "Wrong" has 3 problems:',
    '  DAG_ID_INVALID: The DAG id "two words" is not 1 to 250 of the letters a to z and A to Z, digits, "_", "." and "-". ()',
    '    Give it another one: `@dag({ id: … })`.',
    '  OPTION_UNKNOWN: @task on Wrong.load: there is no option "retires". ()',
    '    Did you mean "retries"?',
    '  OPTION_INVALID: @task.externalPython on Wrong.work: the option "python" is missing. ()',
    '    Add `python`.',
  ]);
});

it('a single problem is told as it is', () => {
  const [first] = describeDag(Faulty).problems;
  expect(combineErrors('Faulty', first === undefined ? [] : [first])).toBe(first);
});

it('no problem at all is a mistake of ours', () => {
  expect(combineErrors('Fine', [])).toMatchObject({ code: 'INTERNAL', message: 'There is no problem to report.' });
});

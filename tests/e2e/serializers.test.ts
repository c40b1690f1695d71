import { findInterpreters } from '@taskloom/runtime';
import { dag, PickledValue, type PokeResult, python, type Tasks, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestRuntime, PYTHON } from './test-runtime.js';

const interpreters = await findInterpreters();
const findPython = (version: string) => interpreters.find((one) => one.version.startsWith(version));
const [v27, v38, v312] = [findPython('2.7.'), findPython('3.8.'), findPython('3.12.')];
const PICKLE = { python: PYTHON, serializer: 'pickle' } as const;

function createTravel(writer: string, reader: string) {
  @dag()
  class Travel {
    @task.externalPython({ python: writer, serializer: 'pickle' }) divide(by: number): unknown {
      return python`
        import taskloom
        from fractions import Fraction
        taskloom.xcom.push("half", Fraction(1, 2))
        return Fraction(1, ${by})
      `;
    }
    @task() pass(value: unknown): unknown {
      return { value };
    }
    @task.externalPython({ python: reader }) read(all: unknown[], passed: unknown): string[] {
      return python`
        import taskloom
        half = taskloom.xcom.pull("divide", "half")
        return [str(value) for value in ${all} + [${passed}["value"], half]]
      `;
    }
    @task.externalPython({ python: reader }) readMapped(value: unknown): string {
      return python`return str(${value})`;
    }
    flow({ divide, pass, read, readMapped }: Tasks<Travel>) {
      const [third, many] = [divide(3), divide.override({ taskId: 'many' }).expand([4, 5])];
      return { third, read: read([third], pass(third)), mapped: readMapped.expand(many) };
    }
  }
  return Travel;
}

describe.each([
  ['2.7', v27, '3.12', v312],
  ['3.8', v38, '3.12', v312],
  ['3.12', v312, '3.8', v38],
])('what pickle of %s has written', (_writer, writer, reader, readerPython) => {
  it.skipIf(writer === undefined || readerPython === undefined)(
    `reaches ${reader}, through Node as it is`,
    async () => {
      await using test = await createTestRuntime();
      const { value } = await test.runtime.run(createTravel(writer?.path ?? '', readerPython?.path ?? ''));
      expect(value).toMatchObject({ read: ['1/3', '1/3', '1/2'], mapped: ['1/4', '1/5'] });
      expect([value.third, (value.third as PickledValue).serializer]).toEqual([expect.any(PickledValue), 'pickle']);
    },
  );
});

it.skipIf(v27 === undefined)('what a Python cannot read is told with the argument, and what to do', async () => {
  await using test = await createTestRuntime();
  const result = await test.runtime.run(createTravel(PYTHON, v27?.path ?? ''));
  expect(result.task('readMapped', 0).error).toMatchObject({
    code: 'VALUE_UNSUPPORTED',
    message: `The argument "value": what pickle has written cannot be read by Python ${v27?.version}: ValueError: unsupported pickle protocol: 4.`,
    hint: 'Let both tasks have the same Python and the same packages, or give plain values, which JSON holds.',
  });
});

@dag()
class Roles {
  @task.externalPython({ ...PICKLE, showReturnValueInLogs: true, returns: z.instanceof(PickledValue) })
  give(): PickledValue {
    return python`return frozenset([1j])`;
  }
  @task.externalPython(PICKLE) @task.sensor({ pokeInterval: 1 }) ready(): PokeResult<unknown> {
    return python`
      import taskloom
      return taskloom.PokeResult(True, 2j)
    `;
  }
  @task.externalPython(PICKLE) @task.branch() choose(): 'last' {
    return python`return "last"`;
  }
  @task.externalPython({ ...PICKLE, multipleOutputs: true }) fields(): { a: number } {
    return python`return {"a": 1}`;
  }
  @task.externalPython(PICKLE) @task.shortCircuit() goOn(): boolean {
    return python`return True`;
  }
  @task.externalPython({ python: PYTHON }) last(ready: unknown, a: number): unknown {
    return python`return [str(${ready}), ${a}]`;
  }
  flow({ give, ready, choose, fields, goOn, last }: Tasks<Roles>) {
    goOn();
    choose();
    return [give(), last(ready(), fields().a)] as const;
  }
}

it('what JSON holds is no pickle: roles and fields see it, and logs show what they can', async () => {
  await using test = await createTestRuntime();
  const result = await test.runtime.run(Roles);
  expect(result.value[1]).toEqual(['2j', 1]);
  expect(await result.task('give').log()).toMatch(/^Returned value: a value that pickle has written \(\d+ bytes\)\n$/);
  expect(await result.task('give').xcom()).toBeInstanceOf(PickledValue);
  expect(await test.runtime.runTask(Roles, 'last', [result.value[0], 3])).toEqual(['frozenset({1j})', 3]);
});

@dag()
class Closed {
  @task.externalPython(PICKLE) give(): { rows: number[] } {
    return python`return {"rows": [1j]}`;
  }
  @task() take(value: unknown): unknown {
    return value;
  }
  @task.externalPython({ ...PICKLE, multipleOutputs: true }) fields(): unknown {
    return python`return {"a": 1j}`;
  }
  @task.externalPython({ ...PICKLE, returns: z.number() }) checked(): number {
    return python`return 1j`;
  }
  @task.externalPython(PICKLE) @task.branch() choose(): 'take' {
    return python`return frozenset(["take", 1j])`;
  }
  @task.externalPython(PICKLE) @task.shortCircuit() goOn(): unknown {
    return python`return 1j`;
  }
  @task.externalPython(PICKLE) @task.sensor() ready(): boolean {
    return python`return 1j`;
  }
  flow(tasks: Tasks<Closed>) {
    const { take, give } = tasks;
    take.override({ taskId: 'part' })(give().rows);
    tasks.fields();
    tasks.checked();
    tasks.choose();
    tasks.goOn();
    tasks.ready();
  }
}

@dag()
class Mapped {
  @task.externalPython(PICKLE) give(): number[] {
    return python`return [1j]`;
  }
  @task() take(value: unknown): unknown {
    return value;
  }
  flow({ give, take }: Tasks<Mapped>) {
    return take.expand(give());
  }
}

describe('what only Python could tell of a pickle', async () => {
  await using test = await createTestRuntime();
  const closed = await test.runtime.run(Closed);
  const mapped = await test.runtime.run(Mapped);

  it.each([
    ['part', 'REFERENCE_PATH_MISSING', 'The result of "give" is … and has no "rows".', /Only Python can look into it/],
    ['fields', 'RETURN_INVALID', 'The task "fields" has multipleOutputs, and returned ….', /Return an object/],
    [
      'checked',
      'RETURN_INVALID',
      'The task "checked" returned a value that its schema does not accept:',
      /Return what/,
    ],
    ['choose', 'BRANCH_INVALID', 'The branch "choose" chose …, which is no task', /./],
    [
      'goOn',
      'RETURN_INVALID',
      'The short circuit "goOn" returned …, and only Python can',
      /Return `bool\(…\)` of it\./,
    ],
    ['ready', 'RETURN_INVALID', 'The sensor returned …, and only Python can tell', /Return `bool\(…\)` of it\./],
  ])('is refused: %s', (taskId, code, start, hint) => {
    const { error } = closed.task(taskId);
    expect(error?.code).toBe(code);
    expect(error?.message.replace(/a value that pickle has written \(\d+ bytes\)/, '…')).toContain(start);
    expect(error?.hint).toMatch(hint);
  });

  it('is refused: a list to map over', () => {
    expect(mapped.task('give').error).toMatchObject({
      code: 'MAP_NOT_LIST',
      message: expect.stringMatching(
        /^Tasks are mapped over a value that pickle has written \(\d+ bytes\), which is no list\.$/,
      ),
      hint: 'Only Python can look into it: return plain values, which cross as JSON.',
    });
  });
});

import { readFile } from 'node:fs/promises';
import { findInterpreters, type TaskFailure } from '@taskloom/runtime';
import { Decimal, dag, PlainDate, python, type Tasks, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { createTestRuntime } from './test-runtime.js';

const FACTOR = 3;

function createDag(path: string) {
  @dag({ id: 'EveryPython' })
  class EveryPython {
    @task.externalPython({ python: path }) echo(value: unknown): unknown {
      return python`
        assert ${value} is not None
        return value
      `;
    }
    @task.externalPython({ python: path }) fails(items: number[], by = FACTOR): number {
      return python`
        def scale(item):
            # Text beside the place: äöü 🙂
            return "🙂", item // (${by} - ${FACTOR})

        return [scale(item) for item in ${items}]
      `;
    }
    @task.externalPython({ python: path }) syntax(): void {
      return python`
        if True:
            value = (1,
        return value
      `;
    }
    @task.externalPython({ python: path }) tells(): void {
      return python`
        import logging
        import warnings

        logging.getLogger("mine").error("from %s", "a logger")
        warnings.warn("old ways")
      `;
    }
    flow(tasks: Tasks<EveryPython>) {
      tasks.fails([1]);
      tasks.syntax();
      tasks.tells();
      return tasks.echo(VALUE);
    }
  }
  return EveryPython;
}

const VALUE = {
  texts: ['', 'é🙂\u0000', '"\\'],
  numbers: [0, -1, 2 ** 53 - 1, 0.1, -0, Number.NaN, Number.NEGATIVE_INFINITY, 2n ** 70n],
  nothing: null,
  flags: [true, false],
  when: new Date('2026-11-24T06:00:00.123Z'),
  day: PlainDate.from('2026-11-24'),
  bytes: new Uint8Array([0, 255]),
  pairs: new Map<unknown, unknown>([
    [1, 'one'],
    ['$', null],
  ]),
  set: new Set([1]),
  price: Decimal.from('1.10'),
  $: 'a key like a tag',
};

const interpreters = await findInterpreters();

describe.each(interpreters.map((one) => [`${one.implementation} ${one.version}`, one] as const))(
  '%s',
  async (_name, one) => {
    await using test = await createTestRuntime();
    const result = await test.runtime.run(createDag(one.path));
    const echoed = await result.task('echo').xcom();
    const log = await result.task('tells').log();
    const lines = (await readFile(import.meta.filename, 'utf8')).split('\n');
    const lineOf = (text: string): number => lines.findIndex((line) => line.includes(text)) + 1;
    const readPlaces = ({ frames }: TaskFailure) =>
      frames.map(({ file, line, function: name }) => [file === import.meta.filename, name, lines[line - 1]?.trim()]);

    it('gives back every value as it came', () => {
      expect(result.task('echo').error).toBeUndefined();
      expect(echoed).toEqual(VALUE);
    });

    it('points at the lines of the author’s file', () => {
      const { error } = result.task('fails');
      expect(error).toMatchObject({ type: 'ZeroDivisionError' });
      const places = error === undefined ? [] : readPlaces(error).filter(([, name]) => name !== '<listcomp>');
      expect(places).toEqual([
        [true, 'fails', 'return [scale(item) for item in ${items}]'],
        [true, 'scale', 'return "🙂", item // (${by} - ${FACTOR})'],
      ]);
    });

    it('marks the columns where it knows them', () => {
      const frame = result.task('fails').error?.frames.at(-1);
      const [, major = 0, minor = 0] = /^(\d+)\.(\d+)/.exec(one.version)?.map(Number) ?? [];
      if (one.implementation === 'PyPy' || major < 3 || minor < 11) {
        expect(frame).not.toHaveProperty('column');
        return;
      }
      const source = lines[(frame?.line ?? 0) - 1] ?? '';
      expect(source.slice((frame?.column ?? 0) - 1, (frame?.endColumn ?? 0) - 1)).toBe('item // (${by} - ${FACTOR})');
    });

    it('points at the line that it cannot compile', () => {
      const { error } = result.task('syntax');
      expect(error?.code).toBe('PYTHON_SYNTAX');
      const found = error?.frames.map(({ line }) => lines[line - 1]?.trim());
      // Which line of an open parenthesis is told depends on the version.
      expect(['value = (1,', 'return value']).toContain(found?.[0]);
    });

    it('names the line in warnings, and shows what is logged', () => {
      expect(log).toContain('from a logger\n');
      expect(log).toContain(`${import.meta.filename}:${lineOf('warnings.warn(')}: UserWarning: old ways\n`);
    });
  },
);

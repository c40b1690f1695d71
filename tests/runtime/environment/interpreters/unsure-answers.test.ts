import { describe, expect, it } from 'vitest';
import { createMachine } from './fake-interpreters.js';

describe('a program that does not say what it is', () => {
  const NAME = 'usr/bin/python3.9';

  it.each([
    ['was killed', 'kill -9 $$'],
    ['has no memory', 'echo MemoryError >&2; exit 1'],
    ['cannot be started just now', 'echo "sh: fork: Resource temporarily unavailable" >&2; exit 2'],
    ['lacks a library', 'echo "error while loading shared libraries: libpython3.9.so.1.0" >&2; exit 127'],
    ['waits for its tools to be installed', 'echo "xcode-select: note: no developer tools were found" >&2; exit 1'],
  ])('is asked again when it %s', async (_what, text) => {
    const machine = createMachine();
    machine.addProgram(NAME, text);
    await machine.createFinder().list();
    machine.takeStarted();

    await machine.createFinder().list();

    expect(machine.takeStarted()).toEqual([NAME]);
  });

  it.each([
    ['answers something else', 'echo "Jython 2.7"'],
    ['is too old for the question', 'echo "ImportError: No module named sysconfig" >&2; exit 1'],
  ])('is not asked again when it %s', async (_what, text) => {
    const machine = createMachine();
    machine.addProgram(NAME, text);
    await machine.createFinder().list();
    machine.takeStarted();

    await machine.createFinder().list();

    expect(machine.takeStarted()).toEqual([]);
  });
});

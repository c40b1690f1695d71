import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMachine, type FakeMachine } from './fake-interpreters.js';

const FETCHED = 'home/.local/share/uv/python/cpython-3.9.7/bin/python3.9';

/** A machine with Python 3.11 and a uv that notes down what it is asked, and then does what the text says. */
function createMachineWithUv(text: (machine: FakeMachine) => string): FakeMachine {
  const machine = createMachine();
  machine.addInterpreter('usr/bin/python3', '3.11.2');
  const asked = join(machine.folder, 'asked');
  machine.addProgram(
    'home/.local/bin/uv',
    `echo "$@ $UV_PYTHON_DOWNLOADS $UV_PYTHON_INSTALL_BIN" >> '${asked}'\n${text(machine)}`,
  );
  return machine;
}

/** As uv does it: the interpreter is not where it is looked for before it was fetched. */
function fetchIt(machine: FakeMachine): string {
  const file = machine.addInterpreter('away/python3.9', '3.9.7');
  const target = join(machine.folder, FETCHED);
  return `mkdir -p '${join(target, '..')}' && sed 's#${file}#${target}#' '${file}' > '${target}' && chmod +x '${target}'`;
}

function readAsked({ folder }: FakeMachine): string {
  const file = join(folder, 'asked');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

describe('a Python that is not on the machine', () => {
  it('is fetched by uv where it may, once for all who ask', async () => {
    const machine = createMachineWithUv(fetchIt);
    const finder = machine.createFinder('auto');

    const found = await Promise.all([finder.get('3.9'), finder.get('3.9')]);

    expect(found.map(({ version, source, path }) => [version, source, path])).toEqual([
      ['3.9.7', 'uv', join(machine.folder, FETCHED)],
      ['3.9.7', 'uv', join(machine.folder, FETCHED)],
    ]);
    expect(readAsked(machine)).toBe('python install 3.9 manual 0\n');
  });

  it('is not fetched where nobody allows it', async () => {
    const machine = createMachineWithUv(fetchIt);

    const wanted = machine.createFinder().get('3.9');

    await expect(wanted).rejects.toMatchObject({
      code: 'INTERPRETER_NOT_FOUND',
      hint: "Get it with `uv python install 3.9`, let uv do so by itself (`pythonDownloads: 'auto'`, --python-downloads auto), or ask for one that is there by `python`.",
    });
    expect(readAsked(machine)).toBe('');
  });

  it('is not fetched where another one fits', async () => {
    const machine = createMachineWithUv(fetchIt);

    expect((await machine.createFinder('auto').get('3')).version).toBe('3.11.2');
    expect(readAsked(machine)).toBe('');
  });

  it('that uv cannot fetch is told with its words', async () => {
    const machine = createMachineWithUv(() => "echo 'error: no https://ci:secret@example.org/python' >&2; exit 2");
    const uv = join(machine.folder, 'home/.local/bin/uv');

    await expect(machine.createFinder('auto').get('3.9')).rejects.toMatchObject({
      code: 'INTERPRETER_NOT_FOUND',
      message: [
        'There is no Python 3.9 on this machine. There are:',
        `  Python 3.11.2  ${join(machine.folder, 'usr/bin/python3')} (system)`,
        'uv could not fetch it:',
        '  error: no https://***@example.org/python',
        `  ${uv} ended with exit code 2.`,
      ].join('\n'),
      hint: 'Ask for one that is there by `python`, or for one that `uv python list` shows.',
    });
  });

  it('that uv says it has fetched, and that is not there, is told as well', async () => {
    const machine = createMachineWithUv(() => 'exit 0');

    await expect(machine.createFinder('auto').get('3.9')).rejects.toMatchObject({
      code: 'INTERPRETER_NOT_FOUND',
      message: expect.stringMatching(/\nuv has fetched none that could be found\.$/),
    });
  });
});

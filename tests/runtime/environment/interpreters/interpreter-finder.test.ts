import { symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMachine, type FakeMachine } from './fake-interpreters.js';

const MANAGED = 'home/.pyenv/versions';

function putOnPath({ env, folder }: FakeMachine, ...folders: readonly string[]): void {
  env['PATH'] = folders.map((name) => join(folder, name)).join(':');
}

describe('an interpreter that has told what it is', () => {
  it('is not started again, by no process', async () => {
    const machine = createMachine();
    machine.addInterpreter(`${MANAGED}/3.12.1/bin/python3.12`, '3.12.1');
    machine.addInterpreter('usr/bin/python3', '3.11.2');
    const first = await machine.createFinder().list();
    expect(machine.takeStarted()).toEqual([`${MANAGED}/3.12.1/bin/python3.12`, 'usr/bin/python3']);

    const second = machine.createFinder();

    expect(await second.list()).toEqual(first);
    expect((await second.get('3.12')).version).toBe('3.12.1');
    expect(machine.takeStarted()).toEqual([]);
  });

  it('is asked again when its file has changed', async () => {
    const machine = createMachine();
    machine.addInterpreter('usr/bin/python3', '3.11.2');
    await machine.createFinder().list();
    machine.takeStarted();
    const path = machine.addInterpreter('usr/bin/python3', '3.11.9');
    utimesSync(path, 1, 1);

    const [found] = await machine.createFinder().list();

    expect(found?.version).toBe('3.11.9');
    expect(machine.takeStarted()).toEqual(['usr/bin/python3']);
  });

  it('is asked again when a virtual environment was made around a link to it', async () => {
    const machine = createMachine();
    const base = machine.addInterpreter('usr/bin/python3', '3.11.2');
    machine.write('venv/bin/activate', '');
    symlinkSync(base, join(machine.folder, 'venv/bin/python3'));
    const linked = join(machine.folder, 'venv/bin/python3');
    await machine.createFinder().get(linked);
    machine.takeStarted();
    machine.write('venv/pyvenv.cfg', 'home = /usr/bin\n');

    const found = await machine.createFinder().get(linked);

    expect(found.path).toBe(base);
    expect(machine.takeStarted()).toEqual(['usr/bin/python3']);
  });

  it('is asked again when what is remembered is damaged', async () => {
    const machine = createMachine();
    machine.addInterpreter('usr/bin/python3', '3.11.2');
    await machine.createFinder().list();
    machine.takeStarted();
    writeFileSync(machine.cacheFile, '{"format":1,"entries":{"/usr/bin/python3":{');

    expect(await machine.createFinder().list()).toHaveLength(1);
    expect(machine.takeStarted()).toEqual(['usr/bin/python3']);
  });

  it('is asked once by all who wait for it', async () => {
    const machine = createMachine();
    const path = machine.addInterpreter('usr/bin/python3', '3.11.2');
    const finder = machine.createFinder();

    await Promise.all(Array.from({ length: 8 }, () => finder.get(path)));

    expect(machine.takeStarted()).toEqual(['usr/bin/python3']);
  });
});

describe('a shim', () => {
  const SHIM = 'home/.pyenv/shims/python3';

  function createShims(): FakeMachine {
    const machine = createMachine();
    const [old, current] = ['3.10.13', '3.12.1'].map((version) =>
      machine.addInterpreter(`${MANAGED}/${version}/bin/python3`, version),
    );
    machine.addProgram(
      SHIM,
      `if [ -e '${machine.folder}/home/work/.python-version' ]; then ${old}; else ${current}; fi`,
    );
    putOnPath(machine, 'home/.pyenv/shims', 'usr/bin');
    return machine;
  }

  it('is followed to the file itself, and asked once', async () => {
    const machine = createShims();

    const found = await machine.createFinder().get('3');
    const again = await machine.createFinder().get('3');

    expect(found).toEqual({
      path: join(machine.folder, `${MANAGED}/3.12.1/bin/python3`),
      implementation: 'CPython',
      version: '3.12.1',
      abi: 'cpython-312-x86_64-linux-gnu',
      platform: 'linux-x86_64',
      libc: 'glibc 2.36',
      sitePackages: ['/site-packages'],
      source: 'PATH',
    });
    expect(again).toEqual(found);
    expect(machine.takeStarted()).toEqual([SHIM, `${MANAGED}/3.12.1/bin/python3`].sort());
  });

  it('is asked again when a file selects another version', async () => {
    const machine = createShims();
    await machine.createFinder().get('3');
    machine.write('home/work/.python-version', '3.10.13\n');

    expect((await machine.createFinder().get('3')).version).toBe('3.10.13');
  });

  it('that starts nothing gives way to the next on the PATH, and is not started again', async () => {
    const machine = createMachine();
    machine.addProgram('home/.pyenv/shims/python3.9', 'echo "pyenv: python3.9: command not found" >&2; exit 127');
    machine.addInterpreter('usr/bin/python3.9', '3.9.18');
    putOnPath(machine, 'home/.pyenv/shims', 'usr/bin');
    await machine.createFinder().get('3.9');
    machine.takeStarted();

    expect((await machine.createFinder().get('3.9')).version).toBe('3.9.18');
    expect(machine.takeStarted()).toEqual([]);
  });
});

describe('the interpreter for a version', () => {
  it.each([
    ['3', '3.11.2'],
    ['3.11', '3.11.2'],
    ['3.12', '3.12.7'],
    ['3.12.1', '3.12.1'],
    ['2.7', '2.7.18'],
    ['3.13t', '3.13.0'],
    ['pypy3', '3.10.14'],
  ])('%s is %s: of the PATH where that fits, else the newest', async (wanted, version) => {
    const machine = createMachine();
    machine.addInterpreter('path/python3', '3.11.2');
    machine.addInterpreter(`${MANAGED}/3.11.7/bin/python3`, '3.11.7');
    machine.addInterpreter(`${MANAGED}/3.12.1/bin/python3`, '3.12.1');
    machine.addInterpreter(`${MANAGED}/3.12.7/bin/python3`, '3.12.7');
    machine.addInterpreter(`${MANAGED}/2.7.18/bin/python2`, '2.7.18');
    machine.addInterpreter(`${MANAGED}/3.13.0t/bin/python3.13t`, '3.13.0', { abi: 'cpython-313t-x86_64-linux-gnu' });
    machine.addInterpreter(`${MANAGED}/pypy3.10/bin/pypy3`, '3.10.14', { implementation: 'PyPy', abi: 'pypy310-pp73' });
    putOnPath(machine, 'path');

    expect((await machine.createFinder().get(wanted)).version).toBe(version);
  });

  it('is what TASKLOOM_PYTHON names, where that fits', async () => {
    const machine = createMachine();
    machine.addInterpreter('path/python3', '3.11.2');
    machine.env['TASKLOOM_PYTHON'] = machine.addInterpreter('opt/python3', '3.11.5');
    putOnPath(machine, 'path');

    expect(await machine.createFinder().get('3.11')).toMatchObject({ version: '3.11.5', source: 'TASKLOOM_PYTHON' });
    expect(await machine.createFinder().get('3.11.2')).toMatchObject({ version: '3.11.2', source: 'PATH' });
  });

  it('that is not there is named, with those that are, where they are, and how to get it', async () => {
    const machine = createMachine();
    const [one, two] = [
      machine.addInterpreter('path/python3', '3.9.18'),
      machine.addInterpreter(`${MANAGED}/3.12.1/bin/python3`, '3.12.1'),
    ];
    machine.addProgram('path/pyenv', '');
    putOnPath(machine, 'path');

    await expect(machine.createFinder().get('3.14')).rejects.toMatchObject({
      code: 'INTERPRETER_NOT_FOUND',
      message: [
        'There is no Python 3.14 on this machine. There are:',
        `  Python 3.12.1  ${two} (pyenv)`,
        `  Python 3.9.18  ${one} (on the PATH)`,
      ].join('\n'),
      hint: 'Get it with `pyenv install 3.14`, or ask for one that is there by `python`.',
    });
  });

  it('on a machine without any says what to install', async () => {
    await expect(createMachine().createFinder().get('3')).rejects.toMatchObject({
      message: 'There is no Python 3 on this machine, nor any other.',
      hint: 'Install uv, then `uv python install 3`, or ask for one that is there by `python`.',
    });
  });

  it('that is no interpreter is refused by its path', async () => {
    const machine = createMachine();
    machine.env['TASKLOOM_PYTHON'] = machine.addProgram('opt/python3', 'exit 1');

    await expect(machine.createFinder().get(machine.env['TASKLOOM_PYTHON'])).rejects.toMatchObject({
      code: 'INTERPRETER_NOT_FOUND',
      message: `${machine.env['TASKLOOM_PYTHON']} is not a Python interpreter that can be run.`,
      hint: 'Correct the variable TASKLOOM_PYTHON: a version such as "3.12", or the path of an interpreter.',
    });
  });
});

describe('interpreters are found', () => {
  it.each([
    ['PATH', 'some/bin/python3', { PATH: 'some/bin' }],
    ['PATH', 'some/bin/python3.12', { PATH: 'some/bin' }],
    ['TASKLOOM_PYTHON', 'opt/own', { TASKLOOM_PYTHON: 'opt/own' }],
    ['pyenv', 'home/.pyenv/versions/3.12.1/bin/python3.12', {}],
    ['pyenv', 'elsewhere/versions/3.12.1/bin/python', { PYENV_ROOT: 'elsewhere' }],
    ['pyenv', 'elsewhere/versions/3.12.1/bin/python', { PATH: 'elsewhere/shims' }],
    ['asdf', 'home/.asdf/installs/python/3.12.1/bin/python3', {}],
    ['asdf', 'data/installs/python/3.12.1/bin/python3', { ASDF_DATA_DIR: 'data' }],
    ['mise', 'home/.local/share/mise/installs/python/3.12.1/bin/python3', {}],
    ['mise', 'data/mise/installs/python/3.12.1/bin/python3', { XDG_DATA_HOME: 'data' }],
    ['uv', 'home/.local/share/uv/python/cpython-3.12.1-linux-x86_64-gnu/bin/python3', {}],
    ['uv', 'data/cpython-3.12.1/bin/python3', { UV_PYTHON_INSTALL_DIR: 'data' }],
    ['conda', 'home/miniconda3/bin/python3', {}],
    ['conda', 'home/miniforge3/envs/work/bin/python3', {}],
    ['conda', 'data/bin/python3', { CONDA_PREFIX: 'data' }],
    ['system', 'usr/bin/python3', {}],
  ])('by %s at %s', async (source, path, env) => {
    const machine = createMachine();
    machine.addInterpreter(path, '3.12.1');
    for (const [name, value] of Object.entries(env)) machine.env[name] = join(machine.folder, value);

    expect(await machine.createFinder().list()).toMatchObject([{ path: join(machine.folder, path), source }]);
  });

  it('where conda has written that it made them', async () => {
    const machine = createMachine();
    const path = machine.addInterpreter('anywhere/env/bin/python3', '3.12.1');
    machine.write('home/.conda/environments.txt', `${machine.folder}/anywhere/env\n${machine.folder}/gone\n`);

    expect(await machine.createFinder().list()).toMatchObject([{ path, source: 'conda' }]);
  });
});

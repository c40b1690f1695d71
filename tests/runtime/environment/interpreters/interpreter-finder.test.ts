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

import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutputLine } from '../../../packages/runtime/src/ports.js';
import { createFileRunStore } from '../../../packages/runtime/src/store/file-run-store.js';
import { systemClock } from '../../../packages/runtime/src/system-clock.js';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'taskloom-store-'));
});
afterEach(() => rm(home, { recursive: true }));

const HEADER = { runId: 'r1', dagId: 'Sales', digest: 'abc', logicalDate: new Date(0), params: '{}' };
const createStore = () => createFileRunStore(home, systemClock);

const line = (text: string): OutputLine => ({ at: new Date(0), stream: 'stdout', level: 'info', line: text });

const unmapped = (taskId: string) => ({ taskId, mapIndexes: [] });

describe('a run record', () => {
  it('writes one checked line an entry, in order', async () => {
    const record = await createStore().createRun(HEADER);
    await record.append({ kind: 'run', at: new Date(0), runId: 'r1', dagId: 'Sales', state: 'running' });
    await record.close();

    const lines = (await readFile(join(home, 'runs/r1/journal.ndjson'), 'utf8')).trimEnd().split('\n');

    expect(lines.map((text) => JSON.parse(text))).toMatchObject([
      { v: 2, n: 1, entry: { kind: 'header', ...HEADER, logicalDate: '1970-01-01T00:00:00.000Z' } },
      { v: 2, n: 2, entry: { kind: 'event', event: { kind: 'run', state: 'running' } } },
    ]);
    for (const text of lines) {
      const { crc, entry } = JSON.parse(text);
      expect(crc).toBe(crc32(JSON.stringify(entry)).toString(16).padStart(8, '0'));
    }
  });

  it('keeps the order of appends that are made at the same time', async () => {
    const record = await createStore().createRun(HEADER);
    const numbers = Array.from({ length: 50 }, (_, index) => index);
    await Promise.all(numbers.map((index) => record.putXCom({ taskId: 't', mapIndexes: [index] }, 'k', String(index))));
    await record.close();

    const lines = (await readFile(join(home, 'runs/r1/journal.ndjson'), 'utf8')).trimEnd().split('\n').slice(1);

    expect(lines.map((text) => JSON.parse(text).entry.mapIndexes[0])).toEqual(numbers);
  });

  it.each([
    ['a small value', '{"a":1}'],
    ['a value of 100 kB', JSON.stringify('x'.repeat(100_000))],
  ])('gives back %s as it was put', async (_name, text) => {
    const record = await createStore().createRun(HEADER);
    await record.putXCom(unmapped('extract'), 'return_value', text);
    expect(await record.getXCom(unmapped('extract'), 'return_value')).toBe(text);
    expect(await record.getXCom(unmapped('extract'), 'other')).toBeUndefined();
    await record.close();
  });

  it('does not tear a value that another task returned as well', async () => {
    const record = await createStore().createRun(HEADER);
    const text = JSON.stringify('x'.repeat(1_000_000));
    await record.putXCom(unmapped('first'), 'return_value', text);

    const [read] = await Promise.all([
      record.getXCom(unmapped('first'), 'return_value'),
      record.putXCom(unmapped('second'), 'return_value', text),
    ]);

    expect(read === text).toBe(true);
    await record.close();
  });

  it('forgets what an earlier attempt left, and says so in the journal', async () => {
    const record = await createStore().createRun(HEADER);
    await record.putXCom(unmapped('load'), 'rows', '1');
    await record.putXCom(unmapped('load_all'), 'rows', '2');

    await record.clearXComs(unmapped('load'));

    expect(await record.getXCom(unmapped('load'), 'rows')).toBeUndefined();
    expect(await record.getXCom(unmapped('load_all'), 'rows')).toBe('2');
    await record.close();
    const last = (await readFile(join(home, 'runs/r1/journal.ndjson'), 'utf8')).trimEnd().split('\n').at(-1) ?? '';
    expect(JSON.parse(last).entry).toEqual({ kind: 'xcoms-cleared', taskId: 'load', mapIndexes: [] });
  });

  it('says what is wrong when the disk does not take it', async () => {
    const record = await createStore().createRun(HEADER);
    await writeFile(join(home, 'runs/r1/values'), 'in the way');

    await expect(record.putXCom(unmapped('load'), 'k', JSON.stringify('x'.repeat(100_000)))).rejects.toMatchObject({
      code: 'HOME_UNUSABLE',
      message: expect.stringMatching(/^What belongs to the run cannot be written to .*r1: EEXIST: /),
    });
    await record.close();
  });

  it('reads a log while it is written and after it was closed', async () => {
    const record = await createStore().createRun(HEADER);
    record.appendLog(unmapped('extract'), 1, line('one'));
    expect(await record.readLog(unmapped('extract'), 1)).toBe('one\n');
    record.appendLog(unmapped('extract'), 1, line('two'));
    record.closeLog(unmapped('extract'), 1);
    expect(await record.readLog(unmapped('extract'), 1)).toBe('one\ntwo\n');
    expect(await record.readLog(unmapped('extract'), 2)).toBe('');
    await record.close();
  });

  it('keeps task ids made of dots inside the run', async () => {
    const record = await createStore().createRun(HEADER);
    record.appendLog(unmapped('..'), 1, line('one'));
    record.closeLog(unmapped('..'), 1);
    expect((await stat(join(home, 'runs/r1/logs/task-..'))).isDirectory()).toBe(true);
    await record.close();
  });

  it('lets nobody else read it', async () => {
    const record = await createStore().createRun(HEADER);
    await record.close();
    expect((await stat(join(home, 'runs/r1'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(home, 'runs/r1/journal.ndjson'))).mode & 0o777).toBe(0o600);
  });
});

describe('a run store refuses', () => {
  it('a second run with the same id', async () => {
    const store = createStore();
    await (await store.createRun(HEADER)).close();
    await expect(store.createRun(HEADER)).rejects.toMatchObject({
      code: 'RUN_EXISTS',
      message: 'There is a run with the id "r1" already.',
    });
  });

  it.each(['', '..', '../x', 'a/b', '.hidden', 'ü', 'x'.repeat(201)])('the run id %j', async (runId) => {
    await expect(createStore().createRun({ ...HEADER, runId })).rejects.toMatchObject({
      code: 'RUN_ID_INVALID',
      message: `The run id ${JSON.stringify(runId)} cannot name a run.`,
    });
  });

  it('a home that is a file', async () => {
    const file = join(home, 'file');
    await writeFile(file, '');
    await expect(createFileRunStore(file, systemClock).createRun(HEADER)).rejects.toMatchObject({
      code: 'HOME_UNUSABLE',
      message: `The folder for runs, ${join(file, 'runs')}, cannot be written (ENOTDIR).`,
    });
  });
});

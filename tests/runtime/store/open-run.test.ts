import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileRunStore } from '../../../packages/runtime/src/store/file-run-store.js';
import { systemClock } from '../../../packages/runtime/src/system-clock.js';

const HEADER = { runId: 'r1', dagId: 'Sales', digest: 'abc', logicalDate: new Date(0), params: '{"day":1}' };
const LOAD = { taskId: 'load', mapIndexes: [] };
const started = { kind: 'run', at: new Date(1), runId: 'r1', dagId: 'Sales', state: 'running' } as const;

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'taskloom-open-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const createStore = () => createFileRunStore(home, systemClock);
const journalPath = (): string => join(home, 'runs/r1/journal.ndjson');

async function writeRun(): Promise<void> {
  const record = await createStore().createRun(HEADER);
  await record.append(started);
  await record.putXCom(LOAD, 'return_value', '7');
  await record.putXCom({ taskId: 'each', mapIndexes: [1] }, 'return_value', JSON.stringify('x'.repeat(100_000)));
  await record.close();
}

/** The journal as lines without their ends. */
const readLines = (): string[] => readFileSync(journalPath(), 'utf8').trimEnd().split('\n');

describe('a run that is opened again', () => {
  it('has its header, what happened, and its values', async () => {
    await writeRun();

    const { header, history, record } = await createStore().openRun('r1');

    expect(header).toEqual(HEADER);
    expect(history).toEqual([started]);
    expect(await record.getXCom(LOAD, 'return_value')).toBe('7');
    const long = await record.getXCom({ taskId: 'each', mapIndexes: [1] }, 'return_value');
    expect(long?.length).toBe(100_002);
    await record.close();
  });

  it('goes on where it was torn', async () => {
    await writeRun();
    appendFileSync(journalPath(), readLines().at(-1)?.slice(0, 40) ?? '');

    const first = await createStore().openRun('r1');
    await first.record.putXCom(LOAD, 'rows', '8');
    await first.record.close();
    const { record } = await createStore().openRun('r1');

    expect(await record.getXCom(LOAD, 'rows')).toBe('8');
    expect(readLines().map((line) => JSON.parse(line).n)).toEqual([1, 2, 3, 4, 5]);
    await record.close();
  });

  it('does without a last line of which only the length reached the disk', async () => {
    await writeRun();
    const lines = readLines();
    const last = lines.pop() ?? '';
    writeFileSync(journalPath(), `${lines.join('\n')}\n${'\0'.repeat(last.length)}\n`);

    const { record } = await createStore().openRun('r1');

    expect(await record.getXCom(LOAD, 'return_value')).toBe('7');
    await record.close();
  });

  it('knows what has been cleared no more', async () => {
    await writeRun();
    const first = await createStore().openRun('r1');
    await first.record.clear([{ taskId: 'each', mapIndexes: [] }]);
    await first.record.close();

    const { history, record } = await createStore().openRun('r1');

    expect(history.at(-1)).toEqual({ kind: 'cleared', instances: [{ taskId: 'each', mapIndexes: [] }] });
    expect(await record.getXCom({ taskId: 'each', mapIndexes: [1] }, 'return_value')).toBeUndefined();
    expect(await record.getXCom(LOAD, 'return_value')).toBe('7');
    await record.close();
  });

  it('is refused while somebody writes it', async () => {
    const record = await createStore().createRun(HEADER);

    await expect(createStore().openRun('r1')).rejects.toMatchObject({
      code: 'RUN_ACTIVE',
      message: `The run "r1" is under way in process ${process.pid}.`,
      hint: 'Wait until it has ended, or end that process. One on another machine counts as dead half an hour after its last sign.',
    });

    await record.close();
    await (await createStore().openRun('r1')).record.close();
  });

  it('is refused while somebody on another machine writes it', async () => {
    await writeRun();
    writeFileSync(join(home, 'runs/r1/lock.0,12,,elsewhere.example'), '');
    await expect(createStore().openRun('r1')).rejects.toMatchObject({
      code: 'RUN_ACTIVE',
      message: 'The run "r1" is under way in process 12 on elsewhere.example.',
    });
  });

  it('is refused where there is none', async () => {
    await writeRun();
    await expect(createStore().openRun('r2')).rejects.toMatchObject({
      code: 'RUN_UNKNOWN',
      message: `There is no run "r2" in ${join(home, 'runs')}.`,
      hint: 'Did you mean "r1"?',
    });
  });

  it.each([
    ['a changed text', (line: string) => line.replace('7', '8'), 'its checksum is not that of its text'],
    ['what is no line', () => 'hello', 'it is no line of a journal'],
    ['a line of another place', (line: string) => line.replace('"n":3', '"n":9'), 'it has the number 9'],
    [
      'a line of another version',
      (line: string) => line.replace('"v":2', '"v":1'),
      'it was written by another version of Taskloom (journal 1, not 2)',
    ],
  ])('is refused with %s in its journal', async (_what, damage, why) => {
    await writeRun();
    const lines = readLines();
    lines[2] = damage(lines[2] ?? '');
    writeFileSync(journalPath(), `${lines.join('\n')}\n`);

    await expect(createStore().openRun('r1')).rejects.toMatchObject({
      code: 'RUN_DAMAGED',
      message: `Line 3 of ${journalPath()} cannot be read: ${why}.`,
    });
  });

  it('is begun anew when nothing of it was recorded', async () => {
    await writeRun();
    writeFileSync(journalPath(), '');
    await (await createStore().createRun(HEADER)).close();
    expect(readLines()).toHaveLength(1);
    await expect(createStore().createRun(HEADER)).rejects.toMatchObject({ code: 'RUN_EXISTS' });
  });

  it('is refused when nothing of it was recorded', async () => {
    await writeRun();
    writeFileSync(journalPath(), '');
    await expect(createStore().openRun('r1')).rejects.toMatchObject({
      code: 'RUN_DAMAGED',
      message: `The journal ${journalPath()} is empty: nothing of the run was recorded.`,
    });
  });
});

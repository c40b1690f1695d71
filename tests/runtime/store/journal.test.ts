import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createJournal } from '../../../packages/runtime/src/store/journal.js';

it('an entry is in the file when its append resolves, whenever it was made', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'taskloom-journal-'));
  const path = join(folder, 'journal.ndjson');
  const journal = await createJournal(path);
  const count = async (): Promise<number> => (await readFile(path, 'utf8')).split('\n').length - 1;
  const seen: number[] = [];

  const first = journal.append({ n: 1 });
  const second = journal.append({ n: 2 });
  await first;
  // Between the end of one write and the beginning of the next.
  const third = journal.append({ n: 3 });
  const fourth = third.then(() => journal.append({ n: 4 }));
  for (const appended of [second, third, fourth]) {
    await appended;
    seen.push(await count());
  }
  await journal.close();

  expect(seen.map((lines, index) => lines >= index + 2)).toEqual([true, true, true]);
  const entries = (await readFile(path, 'utf8')).trimEnd().split('\n');
  expect(entries.map((line) => JSON.parse(line).entry.n)).toEqual([1, 2, 3, 4]);
  await rm(folder, { recursive: true });
});

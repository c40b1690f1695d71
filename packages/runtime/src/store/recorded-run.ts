/** What a journal tells of a run that is to go on: what it is about, what happened, and the values that are still there. */
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describeNearest } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { RunHeader, RunHistoryEntry } from '../run-history.js';
import { JOURNAL, type JournalEnd } from './journal.js';
import type { JournalEntry } from './journal-entry.js';
import { readJournal } from './read-journal.js';
import { type StoredValue, StoredValues } from './stored-values.js';

export interface RecordedRun {
  readonly header: RunHeader;
  readonly history: readonly RunHistoryEntry[];
  readonly values: StoredValues;
  readonly end: JournalEnd;
}

/** @throws TaskloomError RUN_UNKNOWN */
export async function checkPresent(runs: string, runId: string): Promise<void> {
  try {
    await access(join(runs, runId, JOURNAL));
  } catch (cause) {
    throw await describeUnknown(runs, runId, cause);
  }
}

/** @throws TaskloomError RUN_DAMAGED */
export async function readRecordedRun(folder: string): Promise<RecordedRun> {
  const path = join(folder, JOURNAL);
  const { entries, end } = await readJournal(path);
  const [first] = entries;
  if (first?.kind !== 'header') {
    throw runtimeError('RUN_DAMAGED', `The journal ${path} is empty: nothing of the run was recorded.`, {
      hint: 'Start a new run.',
      details: { path },
    });
  }
  const { kind: _, ...header } = first;
  return { header, end, ...replay(entries) };
}

function replay(entries: readonly JournalEntry[]): Pick<RecordedRun, 'history' | 'values'> {
  const history: RunHistoryEntry[] = [];
  const values = new StoredValues();
  for (const entry of entries) {
    if (entry.kind === 'event') history.push(entry.event);
    if (entry.kind === 'xcom') values.put(entry, entry.key, toStored(entry));
    if (entry.kind === 'xcoms-cleared') values.clear(entry);
    if (entry.kind !== 'cleared') continue;
    history.push(entry);
    values.clearWithin(entry.instances);
  }
  return { history, values };
}

function toStored({ value, digest }: { readonly value?: string; readonly digest?: string }): StoredValue {
  return digest === undefined ? { value: value ?? 'null' } : { digest };
}

const SHOWN_RUNS = 10;

async function describeUnknown(runs: string, runId: string, cause: unknown) {
  const known = (await readdir(runs).catch(() => []))
    .filter((name) => name !== runId)
    .sort()
    .slice(-SHOWN_RUNS);
  return runtimeError('RUN_UNKNOWN', `There is no run "${runId}" in ${runs}.`, {
    hint: describeNearest(runId, known),
    details: { runId, folder: runs },
    cause,
  });
}

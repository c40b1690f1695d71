/**
 * Reads a journal back. What follows the last whole line was being written when the process was killed; anything else that
 * is not as it was written is damage.
 */
import { readFile } from 'node:fs/promises';
import { runtimeError } from '../errors.js';
import { computeChecksum, JOURNAL_VERSION, type JournalEnd } from './journal.js';
import { type JournalEntry, journalEntry } from './journal-entry.js';

const LINE_FEED = 10;
const LINE = /^\{"v":(\d+),"n":(\d+),"crc":"([0-9a-f]{8})","entry":(.*)\}$/s;

export interface ReadJournal {
  readonly entries: readonly JournalEntry[];
  readonly end: JournalEnd;
}

/** @throws TaskloomError RUN_DAMAGED; the system's error where it cannot be read */
export async function readJournal(path: string): Promise<ReadJournal> {
  const bytes = await readFile(path);
  const entries: JournalEntry[] = [];
  let sizeBytes = 0;
  for (let next = bytes.indexOf(LINE_FEED); next !== -1; next = bytes.indexOf(LINE_FEED, sizeBytes)) {
    const line = bytes.toString('utf8', sizeBytes, next);
    // Of what was being written when the machine stopped, only the length may have reached the disk.
    if (!isWhole(LINE.exec(line)) && next === bytes.length - 1 && entries.length > 0) break;
    entries.push(parseJournalLine(line, { path, number: entries.length + 1 }));
    sizeBytes = next + 1;
  }
  return { entries, end: { sequence: entries.length, sizeBytes } };
}

interface Place {
  readonly path?: string;
  /** Counted from 1. Undefined: that of the line is not looked at. */
  readonly number?: number;
}

function isWhole(line: RegExpExecArray | null): line is RegExpExecArray {
  return line?.[4] !== undefined && computeChecksum(line[4]) === line[3];
}

/** @throws TaskloomError RUN_DAMAGED */
export function parseJournalLine(line: string, place: Place): JournalEntry {
  const parts = LINE.exec(line);
  if (parts === null) throw damaged(place, 'it is no line of a journal');
  const [, version, number, , text = ''] = parts;
  if (Number(version) !== JOURNAL_VERSION) {
    throw damaged(place, `it was written by another version of Taskloom (journal ${version}, not ${JOURNAL_VERSION})`);
  }
  if (place.number !== undefined && Number(number) !== place.number)
    throw damaged(place, `it has the number ${number}`);
  if (!isWhole(parts)) throw damaged(place, 'its checksum is not that of its text');
  const parsed = journalEntry.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw damaged(place, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, parsed.error);
}

function damaged({ path = 'the journal', number = 0 }: Place, why: string, cause?: unknown) {
  return runtimeError('RUN_DAMAGED', `Line ${number} of ${path} cannot be read: ${why}.`, {
    hint: 'Start a new run. The logs of this one, and its values, are still in its folder.',
    details: { path, line: number },
    cause,
  });
}

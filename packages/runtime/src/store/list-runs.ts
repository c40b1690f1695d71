/** What runs there are, from the beginning and the end of their journals. */
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../ports.js';
import type { RunSummary } from '../run-history.js';
import { findLockHolder } from '../shared-folders/process-lock.js';
import { JOURNAL } from './journal.js';
import type { JournalEntry } from './journal-entry.js';
import { parseJournalLine } from './read-journal.js';

/** Most lines are shorter than that. */
const CHUNK_BYTES = 65_536;

/** The one that began last first. What is no run, or has a journal that cannot be read, is left out. */
export async function listRuns(runs: string, clock: Clock): Promise<readonly RunSummary[]> {
  const found: RunSummary[] = [];
  for (const runId of await readdir(runs).catch(() => [])) {
    const run = await readRun(join(runs, runId), clock).catch(() => undefined);
    if (run !== undefined) found.push(run);
  }
  return found.sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
}

async function readRun(folder: string, clock: Clock): Promise<RunSummary | undefined> {
  await using file = await open(join(folder, JOURNAL));
  const { header, first } = await readBeginning(file);
  if (header?.kind !== 'header') return undefined;
  const { runId, dagId } = header;
  const last = await readLast(file);
  // It may have been killed before it could say that it runs.
  const startedAt = first?.kind === 'event' ? first.event.at : (await file.stat()).birthtime;
  if (last?.kind === 'event' && last.event.kind === 'run' && last.event.state !== 'running') {
    return { runId, dagId, state: last.event.state, startedAt, endedAt: last.event.at };
  }
  const holder = await findLockHolder(join(folder, 'lock'), clock);
  return { runId, dagId, state: 'running', startedAt, ...(holder === undefined ? { isCutOff: true } : {}) };
}

interface Beginning {
  readonly header?: JournalEntry;
  /** The line after it. */
  readonly first?: JournalEntry;
}

async function readBeginning(file: FileHandle): Promise<Beginning> {
  for (let length = CHUNK_BYTES; ; length *= 4) {
    const text = await readText(file, 0, length);
    const lines = text.split('\n').slice(0, -1);
    const [header, first] = lines.slice(0, 2).map((line, index) => parseJournalLine(line, { number: index + 1 }));
    const isAll = Buffer.byteLength(text) < length;
    if (lines.length > 1 || isAll) return { ...(header && { header }), ...(first && { first }) };
  }
}

/** Undefined where the last line is torn: then the run has not ended. */
async function readLast(file: FileHandle): Promise<JournalEntry | undefined> {
  const { size } = await file.stat();
  for (let length = CHUNK_BYTES; ; length *= 4) {
    const start = Math.max(0, size - length);
    const text = await readText(file, start, size - start);
    if (!text.endsWith('\n')) return undefined;
    const before = text.lastIndexOf('\n', text.length - 2);
    if (before !== -1 || start === 0) return parseJournalLine(text.slice(before + 1, -1), {});
  }
}

async function readText(file: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position, length });
  return buffer.toString('utf8', 0, bytesRead);
}

/** What runs there are, from the beginning and the end of their journals. */
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../ports.js';
import type { RunSummary } from '../run-history.js';
import { findLockHolder } from '../shared-folders/process-lock.js';
import { JOURNAL } from './journal.js';
import type { JournalEntry } from './journal-entry.js';
import { parseJournalLine } from './read-journal.js';

/** Lines are shorter than that, but for params that are very long. */
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
  const [header, first] = await readBeginning(file);
  if (header?.kind !== 'header' || first?.kind !== 'event' || first.event.kind !== 'run') return undefined;
  const { runId, dagId } = header;
  const last = await readLast(file);
  const startedAt = first.event.at;
  if (last?.kind === 'event' && last.event.kind === 'run' && last.event.state !== 'running') {
    return { runId, dagId, state: last.event.state, startedAt, endedAt: last.event.at };
  }
  const holder = await findLockHolder(join(folder, 'lock'), clock);
  return { runId, dagId, state: 'running', startedAt, ...(holder === undefined ? { isCutOff: true } : {}) };
}

async function readBeginning(file: FileHandle): Promise<readonly JournalEntry[]> {
  for (let length = CHUNK_BYTES; ; length *= 4) {
    const text = await readText(file, 0, length);
    const lines = text.split('\n');
    const isWhole = lines.length > 2;
    if (isWhole) return lines.slice(0, 2).map((line, index) => parseJournalLine(line, { number: index + 1 }));
    if (Buffer.byteLength(text) < length) return [];
  }
}

/** Undefined where the last line is torn: then the run has not ended. */
async function readLast(file: FileHandle): Promise<JournalEntry | undefined> {
  const { size } = await file.stat();
  const start = Math.max(0, size - CHUNK_BYTES);
  const text = await readText(file, start, size - start);
  if (!text.endsWith('\n')) return undefined;
  const line = text.slice(text.lastIndexOf('\n', text.length - 2) + 1, -1);
  return parseJournalLine(line, {});
}

async function readText(file: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position, length });
  return buffer.toString('utf8', 0, bytesRead);
}

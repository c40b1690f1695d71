/** What tasks wrote, one file an attempt, one JSON object a line: time, stream, level and text. */
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatIndexes, type InstanceId } from '../instance-id.js';
import type { OutputLine } from '../ports.js';

interface OpenLog {
  readonly descriptor: number;
  pending: string[];
  /** Of a write that failed. It is thrown to whoever uses the log next. */
  error?: unknown;
}

/** Logs below `folder`. Lines of one turn of the event loop reach the file in one write, at the turn's end. */
export class LogFiles {
  readonly #folder: string;
  readonly #open = new Map<string, OpenLog>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  append(instance: InstanceId, attempt: number, { at, stream, level, line, location }: OutputLine): void {
    const path = this.#path(instance, attempt);
    const log = this.#open.get(path) ?? this.#create(path);
    if (log.error !== undefined) throw log.error;
    if (log.pending.length === 0) setImmediate(() => flush(log));
    log.pending.push(`${JSON.stringify({ at, stream, level, line, location })}\n`);
  }

  /** The lines as text. Empty when the attempt wrote nothing. */
  async read(instance: InstanceId, attempt: number): Promise<string> {
    const path = this.#path(instance, attempt);
    const log = this.#open.get(path);
    if (log !== undefined) flush(log);
    const text = await readFile(path, 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `${(JSON.parse(line) as { line: string }).line}\n`)
      .join('');
  }

  /** Closes the file of an attempt that has ended. @throws the system's error when not all of it could be written */
  close(instance: InstanceId, attempt: number): void {
    const path = this.#path(instance, attempt);
    const log = this.#open.get(path);
    if (log === undefined) return;
    this.#open.delete(path);
    flush(log);
    closeSync(log.descriptor);
    if (log.error !== undefined) throw log.error;
  }

  #create(path: string): OpenLog {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const log: OpenLog = { descriptor: openSync(path, 'a', 0o600), pending: [] };
    this.#open.set(path, log);
    return log;
  }

  // The prefix keeps ids such as ".." from meaning a folder.
  #path(instance: InstanceId, attempt: number): string {
    const file = `attempt${formatIndexes(instance.mapIndexes)}-${attempt}.ndjson`;
    return join(this.#folder, nameFolder(instance.taskId), file);
  }
}

/** File systems allow names of 255 bytes; a task in many groups has a longer id. */
const LONGEST_NAME = 200;

function nameFolder(taskId: string): string {
  if (taskId.length <= LONGEST_NAME) return `task-${taskId}`;
  const digest = createHash('sha256').update(taskId).digest('hex').slice(0, 16);
  return `task-${taskId.slice(0, LONGEST_NAME - digest.length)}-${digest}`;
}

function flush(log: OpenLog): void {
  if (log.pending.length === 0) return;
  const text = log.pending.join('');
  log.pending = [];
  try {
    writeSync(log.descriptor, text);
  } catch (error) {
    log.error ??= error;
  }
}

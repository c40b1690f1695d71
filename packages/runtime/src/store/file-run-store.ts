/**
 * Runs as folders: `runs/RUN/journal.ndjson`, values too large for the journal in `values/` by digest, and
 * `logs/`. Values of the run that is being written are kept at hand as long as they are small.
 */
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { Clock, RunStore } from '../ports.js';
import { tryProcessLock } from '../shared-folders/process-lock.js';
import { describeWriteError, FileRunRecord } from './file-run-record.js';
import { continueJournal, createJournal, JOURNAL } from './journal.js';
import { checkRunId } from './run-id.js';
import { StoredValues } from './stored-values.js';

/** A store below `home`, which is made when the first run is. */
export function createFileRunStore(home: string, clock: Clock): RunStore {
  const runs = join(home, 'runs');
  return {
    async createRun(header) {
      const { runId } = header;
      const folder = await createFolder(runs, checkRunId(runId));
      const release = await lockRun(folder, runId, clock);
      try {
        const path = join(folder, JOURNAL);
        if (await hasBegun(path)) throw describeExisting(runs, runId);
        // Whoever was to write it was killed before it had a header.
        await rm(path, { force: true });
        const journal = await createJournal(path);
        await journal.append({ kind: 'header', ...header });
        return new FileRunRecord({ runId, folder, journal, values: new StoredValues(), release });
      } catch (cause) {
        await release();
        throw cause instanceof TaskloomError ? cause : describeWriteError(folder, cause);
      }
    },
    async openRun(runId) {
      const folder = join(runs, checkRunId(runId));
      // Few runs are gone on with, and zod reads their journal.
      const { checkPresent, readRecordedRun } = await import('./recorded-run.js');
      await checkPresent(runs, runId);
      const release = await lockRun(folder, runId, clock);
      try {
        const { end, values, ...past } = await readRecordedRun(folder);
        const journal = await continueJournal(join(folder, JOURNAL), end);
        return { ...past, record: new FileRunRecord({ runId, folder, journal, values, release }) };
      } catch (error) {
        await release();
        throw error;
      }
    },
    async listRuns() {
      const { listRuns } = await import('./list-runs.js');
      return listRuns(runs, clock);
    },
  };
}

/** @throws TaskloomError RUN_ACTIVE */
async function lockRun(folder: string, runId: string, clock: Clock): Promise<() => Promise<void>> {
  const lock = await tryProcessLock(join(folder, 'lock'), clock).catch((cause: unknown) => {
    throw describeWriteError(folder, cause);
  });
  if ('release' in lock) return lock.release;
  throw runtimeError('RUN_ACTIVE', `The run "${runId}" is under way in ${lock.holder}.`, {
    hint: 'Wait until it has ended, or end that process. One on another machine counts as dead half an hour after its last sign.',
    details: { runId, holder: lock.holder },
  });
}

async function createFolder(runs: string, runId: string): Promise<string> {
  const folder = join(runs, runId);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw describeFolderError(runs, cause);
  }
  return folder;
}

async function hasBegun(journal: string): Promise<boolean> {
  const { size } = await stat(journal).catch(() => ({ size: 0 }));
  return size > 0;
}

function describeExisting(runs: string, runId: string): TaskloomError {
  return runtimeError('RUN_EXISTS', `There is a run with the id "${runId}" already.`, {
    hint: 'Choose another run id, or leave it out. To go on with that run, resume it.',
    details: { runId, folder: join(runs, runId) },
  });
}

function describeFolderError(runs: string, cause: unknown): Error {
  const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
  return runtimeError('HOME_UNUSABLE', `The folder for runs, ${runs}, cannot be written (${code}).`, {
    hint: 'Give createRuntime a `home`, or set TASKLOOM_HOME, to a folder that you may write.',
    details: { folder: runs },
    cause,
  });
}

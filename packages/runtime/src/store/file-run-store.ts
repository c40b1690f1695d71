/**
 * Runs as folders: `runs/RUN/journal.ndjson`, values too large for the journal in `values/` by digest, and
 * `logs/`. Values of the run that is being written are kept at hand as long as they are small.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
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
      const folder = await createFolder(runs, checkRunId(header.runId));
      const release = await lockRun(folder, header.runId, clock);
      try {
        const journal = await createJournal(join(folder, JOURNAL));
        await journal.append({ kind: 'header', ...header });
        return new FileRunRecord({ runId: header.runId, folder, journal, values: new StoredValues(), release });
      } catch (cause) {
        await release();
        throw describeWriteError(folder, cause);
      }
    },
    async openRun(runId) {
      const folder = join(runs, checkRunId(runId));
      // Few runs are gone on with, and zod reads their journal.
      const { checkPresent, readPastRun } = await import('./past-run.js');
      await checkPresent(runs, runId);
      const release = await lockRun(folder, runId, clock);
      try {
        const { end, values, ...past } = await readPastRun(folder);
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
  throw runtimeError('RUN_ACTIVE', `The run "${runId}" is under way in process ${lock.holder}.`, {
    hint: 'Wait until it has ended, or end that process.',
    details: { runId, pid: lock.holder },
  });
}

async function createFolder(runs: string, runId: string): Promise<string> {
  const folder = join(runs, runId);
  try {
    await mkdir(runs, { recursive: true, mode: 0o700 });
    await mkdir(folder, { mode: 0o700 });
  } catch (cause) {
    throw describeFolderError(runs, runId, cause);
  }
  return folder;
}

function describeFolderError(runs: string, runId: string, cause: unknown): Error {
  const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
  if (code === 'EEXIST') {
    return runtimeError('RUN_EXISTS', `There is a run with the id "${runId}" already.`, {
      hint: 'Choose another run id, or leave it out.',
      details: { runId, folder: join(runs, runId) },
      cause,
    });
  }
  return runtimeError('HOME_UNUSABLE', `The folder for runs, ${runs}, cannot be written (${code}).`, {
    hint: 'Give createRuntime a `home`, or set TASKLOOM_HOME, to a folder that you may write.',
    details: { folder: runs },
    cause,
  });
}

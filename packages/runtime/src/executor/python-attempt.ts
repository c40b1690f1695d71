/** One attempt of a Python task in an interpreter that is already there, whoever found it. */
import { fileURLToPath } from 'node:url';
import type { AttemptHooks, AttemptOutcome, AttemptRequest } from '../ports.js';
import { AttemptOutput } from './attempt-output.js';
import { type ProcessAccount, type ProcessSettings, runAttemptProcess } from './attempt-process.js';
import { HarnessSession, type Verdict } from './channel/harness-session.js';
import { describeAbort, describeEnd, failWith, failWithError, nameAttempt, skipOn } from './failure/attempt-failure.js';
import { createSilenceError, createStartError } from './failure/interpreter-failure.js';
import { adviseOnMissingModule } from './failure/missing-module.js';
import { parsePythonFailure } from './failure/python-failure.js';
import { composePythonEnv } from './process-env.js';
import { withScratchFolder } from './scratch-folder.js';
import { describeStart } from './start-message.js';
import { findWorkingDirectory } from './working-directory.js';

export interface PythonAttempt extends ProcessSettings {
  /** Absolute path of the interpreter. */
  readonly python: string;
  readonly request: AttemptRequest;
  readonly hooks: AttemptHooks;
}

/** What was seen of the interpreter. */
interface Interpretation {
  readonly account: ProcessAccount;
  readonly session: HarnessSession;
  /** What it printed before it said hello. */
  readonly printed: readonly string[];
}

const HARNESS = fileURLToPath(new URL('../../python/taskloom_harness/__main__.py', import.meta.url));
/** A Python on a slow network disk takes seconds to come up; what takes longer than this is none. */
const HELLO_TIMEOUT_MS = 60_000;
const MAX_PRINTED_LINES = 10;

/** @throws TaskloomError when the attempt cannot be made: no working directory, no interpreter */
export async function runPythonAttempt(attempt: PythonAttempt): Promise<AttemptOutcome> {
  const { cwd } = attempt.request.task.spec.options;
  const folder = await findWorkingDirectory(cwd, process.cwd());
  return withScratchFolder(async (scratchFolder) => judge(attempt, await interpret(attempt, folder, scratchFolder)));
}

async function interpret(attempt: PythonAttempt, cwd: string, scratchFolder: string): Promise<Interpretation> {
  const { python, request, hooks, clock, gracePeriodMs } = attempt;
  const { signal, task } = request;
  const env = composePythonEnv({ options: task.spec.options, nodeEnv: process.env, scratchFolder });
  const output = new AttemptOutput(hooks, clock);
  const session = new HarnessSession({ start: describeStart(request), hooks, output, signal });
  const printed: string[] = [];
  const ended = new AbortController();
  const account = await runAttemptProcess({
    command: { file: python, args: [HARNESS], env, cwd, sockets: 2 },
    signal,
    output,
    clock,
    gracePeriodMs,
    onLine: (line) => {
      if (!session.isGreeted && printed.length < MAX_PRINTED_LINES) printed.push(line);
    },
    attach: (started, stop) => {
      void clock.sleep(HELLO_TIMEOUT_MS, ended.signal).then(() => {
        if (session.isGreeted || ended.signal.aborted) return;
        stop(createSilenceError({ taskId: task.spec.taskId, python, exitCode: undefined, printed }));
      });
      return session.open(started);
    },
  });
  ended.abort();
  return { account, session, printed };
}

/** A result that was there before the attempt was aborted counts, whatever became of the process afterwards. */
async function judge({ python, request }: PythonAttempt, seen: Interpretation): Promise<AttemptOutcome> {
  const { account, session, printed } = seen;
  const { taskId, options } = request.task.spec;
  const { exit, abort } = account;
  if ('error' in account) return failWithError(account.error);
  if (session.verdict !== undefined) return readVerdict(session.verdict, request);
  if (exit.kind === 'notStarted') throw createStartError(taskId, python, exit.error);
  if (abort !== undefined)
    return failWith({ ...describeAbort(nameAttempt(request), abort), ...(await findCause(seen, request)) });
  if (exit.kind === 'exited') {
    const { exitCode } = exit;
    if (!session.isGreeted) throw createSilenceError({ taskId, python, exitCode, printed });
    if (options.skipOnExitCode?.includes(exitCode) === true) return skipOn(exitCode);
  }
  return failWith(describeEnd(nameAttempt(request), exit));
}

async function readVerdict(verdict: Verdict, { task }: AttemptRequest): Promise<AttemptOutcome> {
  switch (verdict.kind) {
    case 'result':
      return { kind: 'success', value: verdict.value };
    case 'skipped':
      return { kind: 'skipped', reason: verdict.reason };
    case 'failed': {
      const failure = await parsePythonFailure(verdict.failure);
      const { exitCode } = failure;
      if (exitCode !== undefined && task.spec.options.skipOnExitCode?.includes(exitCode)) return skipOn(exitCode);
      return { kind: 'failed', failure: adviseOnMissingModule(failure, task.spec), final: verdict.final };
    }
  }
}

/** Where the task was when it was told to end, if it said so. */
async function findCause({ session }: Interpretation, request: AttemptRequest) {
  if (session.lateVerdict?.kind !== 'failed') return {};
  const late = await readVerdict(session.lateVerdict, request);
  return late.kind === 'failed' ? { cause: late.failure } : {};
}

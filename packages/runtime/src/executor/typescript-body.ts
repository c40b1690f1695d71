/** Calls the TypeScript body of an attempt: its arguments, `this`, its context, and what its end means. */
import { inspect } from 'node:util';
import { FailTask, SkipTask, type TaskContext } from '@taskloom/sdk';
import { decodeFromText, encodeToText, runInContext, TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { AbortReason, AttemptHooks, AttemptOutcome, AttemptRequest, OutputLine } from '../ports.js';
import type { AttemptOutput } from './attempt-output.js';
import type { ProcessSettings } from './attempt-process.js';
import { describeAbort, failWith, nameAttempt } from './failure/attempt-failure.js';
import { describeThrown } from './failure/typescript-failure.js';

export interface TypeScriptBody extends ProcessSettings {
  readonly request: AttemptRequest;
  readonly hooks: AttemptHooks;
  readonly output: AttemptOutput;
}

export type BodyEnd =
  | { readonly kind: 'returned'; readonly value: unknown }
  /** Skipped, failed, timed out or cancelled. */
  | { readonly kind: 'ended'; readonly outcome: AttemptOutcome };

/**
 * A body that goes on after the attempt was aborted gets the grace period, and is then left to itself: nothing can
 * stop it. What it does afterwards is not looked at.
 */
export function callBody(body: TypeScriptBody): Promise<BodyEnd> {
  const { task, args } = body.request;
  // The name is where a stack trace stops being the author's.
  return callInProcess(body, function callAuthorBody() {
    return task.method.fn.apply(new task.dagClass(), args.map(decodeArgument));
  });
}

/** As `callBody`, of any code of the author's that belongs to the attempt. */
export async function callInProcess(body: TypeScriptBody, call: (context: TaskContext) => unknown): Promise<BodyEnd> {
  const { request, clock, gracePeriodMs } = body;
  const { task, signal } = request;
  const effects = new Effects();
  const context = createContext(body, effects);
  const called = runInContext(context, async function callAuthorCode(): Promise<unknown> {
    return await call(context);
  });
  const settled: Promise<BodyEnd> = called.then(
    (value) => ({ kind: 'returned', value }) as const,
    (error: unknown) => ({ kind: 'ended', outcome: judgeThrown(error, task.method.name) }) as const,
  );
  const abort = listenForAbort(signal);
  const done = new AbortController();
  const graceOver = abort.happened.then(() => {
    body.output.stopWaiting();
    return clock.sleep(gracePeriodMs, done.signal);
  });
  try {
    const end = await Promise.race([settled, graceOver]);
    if (!signal.aborted && end !== undefined) {
      await effects.settle();
      return end;
    }
    return { kind: 'ended', outcome: failWith(describeAbort(nameAttempt(request), signal.reason as AbortReason)) };
  } finally {
    abort.release();
    if (signal.aborted) done.abort(signal.reason);
  }
}

function decodeArgument(text: string | undefined): unknown {
  return text === undefined ? undefined : decodeFromText(text);
}

function judgeThrown(error: unknown, method: string): AttemptOutcome {
  if (error instanceof SkipTask) return { kind: 'skipped', reason: error.message };
  return { kind: 'failed', failure: describeThrown(error, method), final: error instanceof FailTask };
}

/** `happened` resolves when the signal is aborted, or has been. */
function listenForAbort(signal: AbortSignal) {
  let listener = (): void => undefined;
  const happened = new Promise<void>((resolve) => {
    listener = resolve;
  });
  if (signal.aborted) listener();
  else signal.addEventListener('abort', listener, { once: true });
  return { happened, release: () => signal.removeEventListener('abort', listener) };
}

/** What a body sets going without waiting for it: values that it pushes, lines that it logs. */
class Effects {
  #last: Promise<unknown> = Promise.resolve();
  #faults: unknown[] = [];

  add(effect: Promise<unknown>): void {
    const settled = effect.catch((error: unknown) => this.#faults.push(error));
    // One promise for all of them: a body may log millions of lines.
    this.#last = this.#last.then(() => settled);
  }

  /** @throws the first error of all of them */
  async settle(): Promise<void> {
    await this.#last;
    if (this.#faults.length > 0) throw this.#faults[0];
  }
}

function createContext({ request, hooks, output }: TypeScriptBody, effects: Effects): TaskContext {
  const { context: facts, signal } = request;
  let bodySignal: AbortSignal | undefined;
  const write =
    (level: OutputLine['level']) =>
    (message: unknown, fields?: object): void => {
      const text = typeof message === 'string' ? message : inspect(message);
      effects.add(output.log(level, fields === undefined ? text : `${text} ${describeFields(fields)}`));
    };
  return {
    ...facts,
    logicalDate: new Date(facts.logicalDate),
    dataIntervalStart: new Date(facts.dataIntervalStart),
    dataIntervalEnd: new Date(facts.dataIntervalEnd),
    params: decodeFromText(facts.params) as Record<string, unknown>,
    // Few bodies look at it.
    get signal() {
      bodySignal ??= createBodySignal(signal, nameAttempt(request));
      return bodySignal;
    },
    log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    pushXCom(key, value) {
      if (typeof key !== 'string' || key === '') throw describeBadKey(key);
      const wire = encodeToText(value);
      effects.add((async () => hooks.onXCom(key, wire))());
    },
  };
}

function describeFields(fields: object): string {
  try {
    return JSON.stringify(fields);
  } catch {
    // Cycles and bigints: a log line is not worth an error.
    return inspect(fields, { breakLength: Number.POSITIVE_INFINITY });
  }
}

/** Its reason is an error, as `fetch` and the like throw it. */
function createBodySignal(signal: AbortSignal, taskId: string): AbortSignal {
  const body = new AbortController();
  const abort = (): void => {
    const { code, message, hint } = describeAbort(taskId, signal.reason as AbortReason);
    body.abort(new TaskloomError(code, message, { hint }));
  };
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return body.signal;
}

function describeBadKey(key: unknown): TaskloomError {
  return runtimeError('USAGE', `The key of an XCom is a text that is not empty, not ${inspect(key)}.`, {
    hint: "Name it: `context().pushXCom('rows', value)`.",
  });
}

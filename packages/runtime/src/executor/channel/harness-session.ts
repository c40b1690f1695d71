/** The conversation with the harness in one attempt: what it says is passed on, what it asks is answered. */
import { runtimeError } from '../../errors.js';
import type { AttemptHooks } from '../../ports.js';
import type { StartedProcess } from '../../process/start-process.js';
import { StreamReader } from '../../process/stream-reader.js';
import type { AttemptOutput } from '../attempt-output.js';
import { FrameReader } from './framing.js';
import {
  encodeStart,
  encodeValueReply,
  type HarnessMessage,
  PROTOCOL_VERSION,
  parseHarnessMessage,
  type StartMessage,
} from './messages.js';

/** How the task ended, in the harness's words. */
export type Verdict = Extract<HarnessMessage, { kind: 'result' | 'skipped' | 'failed' }>;

export class HarnessSession {
  readonly #start: Buffer;
  readonly #hooks: AttemptHooks;
  readonly #output: AttemptOutput;
  readonly #signal: AbortSignal;
  #isGreeted = false;
  #verdict: Verdict | undefined;
  #lateVerdict: Verdict | undefined;

  /** @throws TaskloomError VALUE_UNSUPPORTED for arguments that are too long together, before anything is started */
  constructor(options: {
    readonly start: StartMessage;
    readonly hooks: AttemptHooks;
    readonly output: AttemptOutput;
    readonly signal: AbortSignal;
  }) {
    this.#start = encodeStart(options.start);
    this.#hooks = options.hooks;
    this.#output = options.output;
    this.#signal = options.signal;
  }

  /** The harness has said hello: what was started is a Python interpreter. */
  get isGreeted(): boolean {
    return this.#isGreeted;
  }

  /** What came before the attempt was aborted. */
  get verdict(): Verdict | undefined {
    return this.#verdict;
  }

  /** What came after it: a failure then shows where the task was. */
  get lateVerdict(): Verdict | undefined {
    return this.#lateVerdict;
  }

  /** Sends the task at once, so that it is there when the interpreter has come up. The reader fails as hooks do. */
  open({ sockets }: StartedProcess): StreamReader[] {
    const [channel] = sockets;
    if (channel === undefined) return [];
    const frames = new FrameReader();
    channel.write(this.#start);
    const reader = new StreamReader(channel, async (chunk) => {
      for (const frame of frames.push(chunk)) {
        const reply = await this.#receive(parseHarnessMessage(frame));
        if (reply !== undefined) channel.write(reply);
      }
    });
    return [reader];
  }

  async #receive(message: HarnessMessage): Promise<Buffer | undefined> {
    switch (message.kind) {
      case 'hello':
        checkVersion(message.version);
        this.#isGreeted = true;
        return undefined;
      case 'xcom':
        await this.#hooks.onXCom(message.key, message.value);
        return undefined;
      case 'log':
        await this.#output.log(message.level, message.message, message.location);
        return undefined;
      case 'pull':
        return encodeValueReply(
          message.request,
          await this.#hooks.pullXCom(message.taskId, message.key, message.mapIndex),
        );
      case 'result':
      case 'skipped':
      case 'failed':
        if (this.#signal.aborted) this.#lateVerdict ??= message;
        else this.#verdict ??= message;
        return undefined;
    }
  }
}

function checkVersion(version: string): void {
  if (version === String(PROTOCOL_VERSION)) return;
  const message = `The harness speaks version ${version} of the channel, this runtime version ${PROTOCOL_VERSION}.`;
  throw runtimeError('HARNESS_MISMATCH', message, {
    hint: 'Install @taskloom/runtime again: its Python files are of another version.',
    details: { version },
  });
}

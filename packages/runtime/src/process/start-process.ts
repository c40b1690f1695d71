/**
 * Starts a command in a process group of its own, without a shell, and tells when it has ended. Reading what it
 * prints, ending it early and judging its end are left to the files beside this one.
 */
import type { Duplex, Readable } from 'node:stream';

export interface ProcessCommand {
  /** Absolute path, or a name that is looked up on the PATH of `env`. */
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment of the process: nothing of Node's own is added. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** How many sockets the process gets beside its three standard descriptors: 3, then 4. Default 0. */
  readonly sockets?: 0 | 1 | 2;
}

/** How a process ended. `notStarted`: the system refused to start it. */
export type ProcessEnd =
  | { readonly kind: 'notStarted'; readonly error: NodeJS.ErrnoException }
  | { readonly kind: 'exited'; readonly exitCode: number }
  | { readonly kind: 'signalled'; readonly signal: NodeJS.Signals };

export interface StartedProcess {
  /** Absent when it could not be started. */
  readonly pid?: number;
  /** Must be read from the moment the process is started: output that nobody waits for is thrown away. */
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Descriptors 3 and 4, as many as were asked for. Empty when the process could not be started. */
  readonly sockets: readonly Duplex[];
  /**
   * Resolves when the main process has ended, and what was left of its group has been killed. Its last output may
   * still be in the pipes. Never rejects.
   */
  readonly ended: Promise<ProcessEnd>;
  /** To every process of the group. Does nothing once the main process has ended. */
  signal(signal: NodeJS.Signals): void;
}

type Execa = typeof import('execa').execa;
let execaLoading: Promise<Execa> | undefined;

/** Begins to load what starts processes, so that the first of them does not wait for it. */
export function prepareProcesses(): Promise<Execa> {
  execaLoading ??= import('execa').then(({ execa }) => execa);
  return execaLoading;
}

/** Never rejects for what the system says: a process that cannot be started has ended as `notStarted`. */
export async function startProcess(command: ProcessCommand): Promise<StartedProcess> {
  const execa = await prepareProcesses();
  const { file, args, env, cwd, sockets = 0 } = command;
  const subprocess = execa(file, args, {
    cwd,
    env,
    extendEnv: false,
    // A group of its own, so that a signal reaches the processes it started as well.
    detached: true,
    buffer: false,
    reject: false,
    stdio: ['ignore', 'pipe', 'pipe', ...Array<'pipe'>(sockets).fill('pipe')],
  });
  const { pid, stdout, stderr, stdio } = subprocess;
  let hasEnded = false;
  const ended = new Promise<ProcessEnd>((resolve) => {
    subprocess.once('exit', (exitCode, signal) => {
      hasEnded = true;
      // Right now, while the group's number cannot have been given to another one.
      if (pid !== undefined) signalGroup(pid, 'SIGKILL');
      resolve(signal === null ? { kind: 'exited', exitCode: exitCode ?? 0 } : { kind: 'signalled', signal });
    });
    if (pid === undefined) {
      hasEnded = true;
      void subprocess.then(({ cause }) => resolve({ kind: 'notStarted', error: cause as NodeJS.ErrnoException }));
    }
  });
  return {
    ...(pid === undefined ? {} : { pid }),
    stdout: stdout as Readable,
    stderr: stderr as Readable,
    sockets: stdio.slice(3) as unknown as readonly Duplex[],
    ended,
    signal(signal) {
      if (!hasEnded && pid !== undefined) signalGroup(pid, signal);
    },
  };
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // ESRCH: nobody is left. EPERM: what is left has become another user's.
  }
}

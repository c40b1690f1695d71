/** Runs a program to its end and gives what it printed: interpreters, installers. */
import { listNativeVariables } from '../process/foreign-variables.js';
import { guardCommand } from '../process/guarded-command.js';
import { startProcess } from '../process/start-process.js';
import { readLines } from '../process/stream-reader.js';

export interface Program {
  /** Absolute path. */
  readonly file: string;
  readonly args: readonly string[];
  /** Laid over Node's own. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Called with each line as it comes. */
  onLine?(line: string): void;
}

export interface ProgramEnd {
  /** Undefined when it was ended by a signal, or could not be started. */
  readonly exitCode: number | undefined;
  /** Lines of both streams, as they came; of very many, the last. */
  readonly output: readonly string[];
}

const MAX_LINES = 2000;

/** Never rejects. The program is killed when `signal` is aborted or its time is over. */
export async function runProgram(program: Program): Promise<ProgramEnd> {
  const { file, args, env = {}, cwd = process.cwd(), timeoutMs, signal } = program;
  const command = { file, args, env: { ...listNativeVariables(), ...env }, cwd, joinsOutput: true };
  const started = await startProcess(guardCommand(command));
  const kill = (): void => started.signal('SIGKILL');
  const timer = timeoutMs === undefined ? undefined : setTimeout(kill, timeoutMs);
  if (signal?.aborted === true) kill();
  signal?.addEventListener('abort', kill, { once: true });
  const output: string[] = [];
  const keep = (line: string): void => {
    program.onLine?.(line);
    output.push(line);
    if (output.length > MAX_LINES) output.shift();
  };
  const readers = [readLines(started.stdout, keep), readLines(started.stderr, keep)];
  const end = await started.ended;
  clearTimeout(timer);
  signal?.removeEventListener('abort', kill);
  await Promise.all(readers.map((reader) => reader.drain()));
  return { exitCode: end.kind === 'exited' ? end.exitCode : undefined, output };
}

/** Runs a program on the terminal of this process, and gives its exit code. */
import { prepareProcesses } from './start-process.js';

export interface InteractiveProgram {
  /** Absolute path. */
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** What the keyboard sends to the terminal's programs is the program's to handle. 1 when it was ended by a signal. */
export async function runInteractive({ file, args, env, cwd }: InteractiveProgram): Promise<number> {
  const execa = await prepareProcesses();
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  try {
    const { exitCode } = await execa(file, args, { cwd, env, extendEnv: false, stdio: 'inherit', reject: false });
    return exitCode ?? 1;
  } finally {
    process.off('SIGINT', ignore);
  }
}

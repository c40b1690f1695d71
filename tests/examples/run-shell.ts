/** Runs a command line as a reader of the documents would type it. */
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMMANDS = fileURLToPath(new URL('../node_modules/.bin', import.meta.url));

export interface ShellOptions {
  readonly cwd: string;
  /** Where the runs and environments of Taskloom go. */
  readonly home: string;
}

export interface ShellEnd {
  readonly exitCode: number | null;
  readonly stdout: string;
  /** stdout and stderr, as they came. */
  readonly output: string;
}

/** What it printed, as in a terminal without colours. */
export async function runShell(command: string, options: ShellOptions): Promise<string> {
  return (await runShellToEnd(command, options)).output;
}

/** `taskloom` and the commands of the folder's own packages are found. uv is, where the test run provides it. */
export async function runShellToEnd(command: string, { cwd, home }: ShellOptions): Promise<ShellEnd> {
  const { PATH = '', TASKLOOM_TEST_UV } = process.env;
  const folders = [join(cwd, 'node_modules/.bin'), join(dirname(cwd), 'node_modules/.bin'), COMMANDS];
  const uv = TASKLOOM_TEST_UV === undefined ? [] : [dirname(TASKLOOM_TEST_UV)];
  const child = spawn('bash', ['-c', command], {
    cwd,
    env: {
      ...process.env,
      PATH: [...folders, PATH, ...uv].join(delimiter),
      TASKLOOM_HOME: home,
      NO_COLOR: '1',
      // What npx says of the machine's npm is not the command's.
      npm_config_loglevel: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, output]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk) && output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { exitCode, stdout: Buffer.concat(stdout).toString(), output: Buffer.concat(output).toString() };
}

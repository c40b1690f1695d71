/** The `taskloom` command as a process of its own, in a home of its own. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { PassThrough, type Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { removeHome } from '../unseal.js';

const COMMAND = fileURLToPath(new URL('../../packages/runtime/bin/taskloom.mjs', import.meta.url));

export interface CommandEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand extends AsyncDisposable {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  /** Lines of stdout and stderr, live. */
  readonly lines: Interface;
  readonly ended: Promise<CommandEnd>;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const FOLDER = fileURLToPath(new URL('fixtures/', import.meta.url));

/** Started in the folder of the fixtures. Disposing kills it and removes its home. */
export function startCommand(args: readonly string[], { cwd = FOLDER, env = {} }: CommandOptions = {}): RunningCommand {
  const home = mkdtempSync(join(tmpdir(), 'taskloom-command-'));
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd,
    env: { ...process.env, TASKLOOM_HOME: home, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr]: [string[], string[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk.toString()));
  const both = new PassThrough();
  child.stdout.pipe(both, { end: false });
  child.stderr.pipe(both, { end: false });
  child.on('close', () => both.end());
  const ended = new Promise<CommandEnd>((resolve) => {
    child.on('close', (exitCode, signal) =>
      resolve({ exitCode, signal, stdout: stdout.join(''), stderr: stderr.join('') }),
    );
  });
  return {
    process: child,
    lines: createInterface({ input: both }),
    ended,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
      removeHome(home);
    },
  };
}

export async function runCommand(args: readonly string[], options?: CommandOptions): Promise<CommandEnd> {
  await using command = startCommand(args, options);
  return await command.ended;
}

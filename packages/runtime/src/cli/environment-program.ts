/** The part of the command line that is about interpreters and environments. */
import type { Command } from 'commander';
import type { EnvLockOptions } from './commands/env-lock.js';
import type { PythonListOptions } from './commands/python-list.js';
import type { World } from './world.js';

export function addPythonCommands(program: Command, world: World, end: (exitCode: number) => void): void {
  program
    .command('python')
    .description('interpreters of this machine')
    .helpCommand(false)
    .command('list')
    .description('list the interpreters that there are, and where each was found')
    .option('--json', 'print them as a JSON array')
    .action(async (options: PythonListOptions) => {
      const { pythonListCommand } = await import('./commands/python-list.js');
      end(await pythonListCommand(options, world));
    });
}

export function addEnvironmentCommands(program: Command, world: World, end: (exitCode: number) => void): void {
  const env = program.command('env').description('environments of virtualenv tasks').helpCommand(false);
  env
    .command('lock')
    .description('write the exact versions and hashes of what the tasks of a file require into a lock file beside it')
    .argument('<file>', 'the .ts or .js file that exports the pipelines')
    .option('--upgrade [packages...]', 'renew what is locked: all of it, or these packages')
    .option('--python-version <versions...>', 'lock for these versions of Python, such as 3.12 (needs uv)')
    .option('--platform <platforms...>', 'lock for these systems, such as linux-x86_64 (needs uv)')
    .action(async (file: string, options: EnvLockOptions) => {
      const { envLockCommand } = await import('./commands/env-lock.js');
      end(await envLockCommand(file, options, world));
    });
}

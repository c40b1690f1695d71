/** The part of the command line that is about interpreters and environments. */
import { type Command, Option } from 'commander';
import type { EnvBuildOptions } from './commands/env-build.js';
import type { EnvDoctorOptions } from './commands/env-doctor.js';
import type { EnvListOptions } from './commands/env-list.js';
import type { EnvLockOptions } from './commands/env-lock.js';
import type { EnvPruneOptions } from './commands/env-prune.js';
import type { EnvExportOptions, EnvShellOptions } from './commands/env-task.js';
import type { PythonListOptions } from './commands/python-list.js';
import { FROZEN, NOT_FROZEN } from './frozen.js';
import type { ParamsOption } from './json-option.js';
import { createPythonDownloadsOption } from './python-downloads.js';
import type { World } from './world.js';

const CACHE_PATH = 'the `cachePath` of tasks that keep theirs apart (default: those of the home)';
const PARAMS = 'params of a run, for templates in requirements, as a JSON object (default: those of the DAG)';

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

export function addCheck(program: Command, world: World, end: (exitCode: number) => void): void {
  program
    .command('check')
    .description('find what is wrong with the pipelines of a file without running them')
    .argument('<file>', 'the .ts or .js file that exports the pipelines')
    .option('--params <json>', PARAMS)
    .action(async (file: string, options: ParamsOption) => {
      const { checkCommand } = await import('./commands/check.js');
      end(await checkCommand(file, options, world));
    });
}

export function addEnvironmentCommands(program: Command, world: World, end: (exitCode: number) => void): void {
  const env = program.command('env').description('environments of virtualenv tasks').helpCommand(false);
  addEnvFileCommands(env, world, end);
  addEnvTaskCommands(env, world, end);
  env
    .command('list')
    .description('list the environments that there are, used last first')
    .option('--cache-path <folder>', CACHE_PATH)
    .option('--json', 'print them as a JSON array')
    .action(async (options: EnvListOptions) => {
      const { envListCommand } = await import('./commands/env-list.js');
      end(await envListCommand(options, world));
    });
  env
    .command('show')
    .description('show what is in an environment')
    .argument('<key>', 'its key, or how that begins')
    .option('--cache-path <folder>', CACHE_PATH)
    .option('--json', 'print it as JSON')
    .action(async (key: string, options: EnvListOptions) => {
      const { envShowCommand } = await import('./commands/env-list.js');
      end(await envShowCommand(key, options, world));
    });
  env
    .command('prune')
    .description('remove environments that are damaged, and those that the options name; never one that is in use')
    .option('--cache-path <folder>', CACHE_PATH)
    .option('--older-than <age>', 'also what was used last longer ago, such as 30d')
    .option('--unused', 'also what no process is using right now')
    .option('--dry-run', 'say what would be removed, and remove nothing')
    .action(async (options: EnvPruneOptions) => {
      const { envPruneCommand } = await import('./commands/env-prune.js');
      end(await envPruneCommand(options, world));
    });
  env
    .command('doctor')
    .description('see whether environments are as they were built, and remove those that are not')
    .option('--cache-path <folder>', CACHE_PATH)
    .option('--deep', 'read every file, and compare it with what was installed')
    .action(async (options: EnvDoctorOptions) => {
      const { envDoctorCommand } = await import('./commands/env-doctor.js');
      end(await envDoctorCommand(options, world));
    });
}

function addEnvTaskCommands(env: Command, world: World, end: (exitCode: number) => void): void {
  env
    .command('export')
    .description('print what a task has in its environment, for use elsewhere')
    .argument('<file>', 'the .ts or .js file that exports the pipelines')
    .argument('[task]', 'the name of the task; not needed where there is one virtualenv task alone')
    .addOption(
      new Option(
        '--format <format>',
        'a requirements file with hashes, a Dockerfile, or the path of an interpreter for @task.externalPython',
      )
        .choices(['requirements', 'dockerfile', 'external'])
        .default('requirements'),
    )
    .option('--params <json>', PARAMS)
    .addOption(createPythonDownloadsOption())
    .action(async (file: string, task: string | undefined, options: EnvExportOptions) => {
      const { envExportCommand } = await import('./commands/env-task.js');
      end(await envExportCommand(file, task, options, world));
    });
  env
    .command('shell')
    .description('open a Python prompt in the environment of a task')
    .argument('<file>', 'the .ts or .js file that exports the pipelines')
    .argument('<task>', 'the name of the task')
    .option('--params <json>', PARAMS)
    .addOption(createPythonDownloadsOption())
    .action(async (file: string, task: string, options: EnvShellOptions) => {
      const { envShellCommand } = await import('./commands/env-task.js');
      end(await envShellCommand(file, task, options, world));
    });
}

function addEnvFileCommands(env: Command, world: World, end: (exitCode: number) => void): void {
  env
    .command('build')
    .description('build the environments of the tasks of a file')
    .argument('<file>', 'the .ts or .js file that exports the pipelines')
    .option('--params <json>', PARAMS)
    .option('--frozen', FROZEN)
    .option('--no-frozen', NOT_FROZEN)
    .addOption(createPythonDownloadsOption())
    .action(async (file: string, options: EnvBuildOptions) => {
      const { envBuildCommand } = await import('./commands/env-build.js');
      end(await envBuildCommand(file, options, world));
    });
  env
    .command('lock')
    .description('write the exact versions and hashes of what the tasks of a file require into a lock file beside it')
    .usage('[options] <file>')
    .argument('[file]', 'the .ts or .js file that exports the pipelines')
    .option('--params <json>', PARAMS)
    .option('--upgrade [packages...]', 'renew what is locked: all of it, or these packages')
    .option('--python-version <versions...>', 'lock for these versions of Python, such as 3.12 (needs uv)')
    .addOption(createPythonDownloadsOption())
    .option('--platform <platforms...>', 'lock for these systems, such as linux-x86_64 (needs uv)')
    .action(async (file: string | undefined, options: EnvLockOptions) => {
      const { envLockCommand } = await import('./commands/env-lock.js');
      end(await envLockCommand(file, options, world));
    });
}

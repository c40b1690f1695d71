/**
 * The command line: what there is to type, and what each command is given. Loads a command's code only when that
 * command is asked for, so that `--help` answers at once.
 */
import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { PlanCommandOptions } from './commands/plan.js';
import type { ResumeCommandOptions } from './commands/resume.js';
import type { RunCommandOptions } from './commands/run.js';
import type { RunsCommandOptions } from './commands/runs.js';
import type { TaskCommandOptions } from './commands/task.js';
import { addCheck, addEnvironmentCommands, addPythonCommands } from './environment-program.js';
import { FROZEN, NOT_FROZEN } from './frozen.js';
import { createPythonDownloadsOption } from './python-downloads.js';
import type { Palette } from './render/palette.js';
import type { World } from './world.js';

/** Runs the command that the arguments ask for. Gives its exit code; never rejects. */
export async function runProgram(argv: readonly string[], world: World): Promise<number> {
  let exitCode = 0;
  const program = createProgram(world, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const { reportError } = await import('./report-error.js');
    return reportError(error, world);
  }
}

function createProgram(world: World, end: (exitCode: number) => void): Command {
  const program = new Command('taskloom')
    .description('Runs pipelines written as decorated TypeScript classes.')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.out.write(text),
      writeErr: (text) => void world.err.write(text),
      outputError: (text) => void world.err.write(describeUsageError(text, world.err.palette)),
    })
    .addHelpText('after', AFTER_HELP);
  addRun(program, world, end);
  addResume(program, world, end);
  addRuns(program, world, end);
  addTask(program, world, end);
  addPlan(program, world, end);
  addCheck(program, world, end);
  addPythonCommands(program, world, end);
  addEnvironmentCommands(program, world, end);
  return program;
}

function addRun(program: Command, world: World, end: (exitCode: number) => void): void {
  program
    .command('run')
    .description('run a pipeline')
    .argument('<file>', 'the .ts or .js file that exports the pipeline')
    .option('--dag <name>', 'which one, where the file exports several: its id or the name of its export')
    .option('--params <json>', 'the params of the run, as a JSON object')
    .option('--frozen', FROZEN)
    .option('--no-frozen', NOT_FROZEN)
    .addOption(createPythonDownloadsOption())
    .option('--logical-date <date>', 'the instant that the run is about; UTC where it names no zone (default: now)')
    .option('--run-id <id>', 'names the run and its folder (default: made from the time)')
    .option('--concurrency <number>', 'task instances at once (default: the number of processors)', parseCount)
    .addOption(createPoolOption())
    .option('--json', 'print events as NDJSON, and the result as the last line')
    .action(async (file: string, options: RunCommandOptions) => {
      const { runCommand } = await import('./commands/run.js');
      end(await runCommand(file, options, world));
    });
}

function addResume(program: Command, world: World, end: (exitCode: number) => void): void {
  const add = (command: Command): Command =>
    command
      .option('--file <file>', 'the file of the pipeline (default: the one that the run began with)')
      .option('--dag <name>', 'which pipeline, where the file exports several (default: that of the run)')
      .option('--frozen', FROZEN)
      .option('--no-frozen', NOT_FROZEN)
      .addOption(createPythonDownloadsOption())
      .option('--concurrency <number>', 'task instances at once (default: the number of processors)', parseCount)
      .addOption(createPoolOption())
      .option('--json', 'print events as NDJSON, and the result as the last line');
  const resume = async (run: string, options: ResumeCommandOptions): Promise<void> => {
    const { resumeCommand } = await import('./commands/resume.js');
    end(await resumeCommand(run, options, world));
  };
  add(program.command('resume').description('go on with a run that was cut off; what has ended is not run again'))
    .argument('<run>', 'the id of the run')
    .option('--failed', 'run again what failed, with all that comes after it')
    .action(resume);
  add(program.command('clear').description('run tasks of a run again, with all that comes after them'))
    .argument('<run>', 'the id of the run')
    .argument('<task...>', 'ids of tasks, instances or groups: load, load[3]')
    .action((run: string, clear: readonly string[], options: ResumeCommandOptions) =>
      resume(run, { ...options, clear }),
    );
}

function addRuns(program: Command, world: World, end: (exitCode: number) => void): void {
  program
    .command('runs')
    .description('list the runs that there are, the one that began last first')
    .option('--dag <id>', 'only those of this DAG')
    .addOption(
      new Option('--state <state>', 'only those in this state').choices(['running', 'success', 'failed', 'cancelled']),
    )
    .option('--limit <number>', 'at most so many', parseCount, 20)
    .option('--json', 'print them as a JSON array')
    .action(async (options: RunsCommandOptions) => {
      const { runsCommand } = await import('./commands/runs.js');
      end(await runsCommand(options, world));
    });
}

function addTask(program: Command, world: World, end: (exitCode: number) => void): void {
  program
    .command('task')
    .description('run one task of a pipeline alone, and record nothing')
    .argument('<file>', 'the .ts or .js file that exports the pipeline')
    .argument('<task>', 'the name of the method')
    .option('--dag <name>', 'which pipeline, where the file exports several')
    .option('--args <json>', 'the arguments, as a JSON array', '[]')
    .option('--params <json>', 'the params that the task sees, as a JSON object')
    .option('--logical-date <date>', 'the instant that it is about; UTC where it names no zone (default: now)')
    .option('--frozen', FROZEN)
    .option('--no-frozen', NOT_FROZEN)
    .addOption(createPythonDownloadsOption())
    .action(async (file: string, task: string, options: TaskCommandOptions) => {
      const { taskCommand } = await import('./commands/task.js');
      end(await taskCommand(file, task, options, world));
    });
}

function addPlan(program: Command, world: World, end: (exitCode: number) => void): void {
  program
    .command('plan')
    .description('show what a run would do, and check everything that can be checked before')
    .argument('<file>', 'the .ts or .js file that exports the pipeline')
    .option('--dag <name>', 'which pipeline, where the file exports several')
    .option('--params <json>', 'params of a run to check, as a JSON object')
    .option('--logical-date <date>', 'the instant of a run to check')
    .addOption(createPoolOption())
    .addOption(new Option('--format <format>', 'how to show it').choices(['tree', 'mermaid', 'json']).default('tree'))
    .option('--frozen', FROZEN)
    .option('--no-frozen', NOT_FROZEN)
    .action(async (file: string, options: PlanCommandOptions) => {
      const { planCommand } = await import('./commands/plan.js');
      end(await planCommand(file, options, world));
    });
}

function createPoolOption(): Option {
  const collect = (pool: string, pools: readonly string[]): readonly string[] => [...pools, pool];
  return new Option('--pool <name=slots>', 'a pool that tasks name, once for each')
    .argParser(collect)
    .default([], 'none');
}

function parseCount(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number, 1 or more.');
}

/** commander says `error: unknown option '--prams'`, and below it `(Did you mean --params?)`. */
function describeUsageError(text: string, { red, bold }: Palette): string {
  const [, message = text, guess] = /^error: (.*?)\.?(?:\n\((.*)\))?\n?$/s.exec(text) ?? [];
  const hint = guess ?? 'Run it with --help to see what there is.';
  return `${red('error')} ${bold('USAGE')}: ${message}.\n  ${bold('hint')}: ${hint}\n`;
}

const AFTER_HELP = `
Environment:
  TASKLOOM_HOME            where runs and environments are kept
                           (default: .taskloom)
  TASKLOOM_PYTHON          the interpreter of tasks that name none:
                           a version or a path
  TASKLOOM_UV              the path of uv (default: found on the PATH)
  TASKLOOM_DEBUG=1         show errors with their stacks
  CI                       refuses lock files that are stale
  NO_COLOR, FORCE_COLOR    without colours, with colours

Exit codes:
  0    success
  1    a task failed
  2    wrong usage, or a pipeline that cannot be run
  3    an environment, an interpreter or a lock file
  130  interrupted`;

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

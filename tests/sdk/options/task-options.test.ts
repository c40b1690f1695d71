import { dag, task } from '@taskloom/sdk';
import type { TaskKind } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { show, showThrown } from '../show.js';
import { declareTask } from './declare-task.js';

const RETRIES = ['retries', 'retryDelay', 'retryExponentialBackoff', 'maxRetryDelay', 'retryPolicy'];
const COMMON = ['taskId', ...RETRIES, 'executionTimeout', 'triggerRule', 'doc', 'returns'];
const PROCESS = ['env', 'cwd', 'skipOnExitCode'];
const PYTHON = ['serializer', 'isolation', 'stringArgs', 'inheritEnv', 'python'];
const INSTALL = [
  'requirements',
  'systemSitePackages',
  'indexUrls',
  'findLinks',
  'installOptions',
  'installer',
  'cachePath',
];

const OPTIONS: Readonly<Record<TaskKind, readonly string[]>> = {
  typescript: COMMON,
  bash: [...COMMON, ...PROCESS, 'appendEnv'],
  externalPython: [...COMMON, ...PROCESS, ...PYTHON],
  virtualenv: [...COMMON, ...PROCESS, ...PYTHON, ...INSTALL],
};

/** A value that each option takes, and what the spec has of it. */
const VALUES: Readonly<Record<string, readonly [value: unknown, spec: object]>> = {
  taskId: ['renamed', {}],
  retries: [3, { retries: 3 }],
  retryDelay: ['5s', { retryDelayMs: 5000 }],
  retryExponentialBackoff: [true, { retryBackoff: 2 }],
  maxRetryDelay: ['1h', { maxRetryDelayMs: 3_600_000 }],
  retryPolicy: [
    [
      { on: 'ValueError', action: 'fail' },
      { on: ['timeout', 'exit:137'], action: 'retry', delay: 2 },
    ],
    {
      retryPolicy: [
        { on: ['ValueError'], action: 'fail' },
        { on: ['timeout', 'exit:137'], action: 'retry', delayMs: 2000 },
      ],
    },
  ],
  executionTimeout: [1.5, { executionTimeoutMs: 1500 }],
  triggerRule: ['all_success', { triggerRule: 'all_success' }],
  doc: ['What it does.', { doc: 'What it does.' }],
  returns: [z.number(), {}],
  env: [{ A: '1' }, { env: { A: '1' } }],
  cwd: ['/tmp', { cwd: '/tmp' }],
  skipOnExitCode: [99, { skipOnExitCode: [99] }],
  serializer: ['dill', { serializer: 'dill' }],
  isolation: ['spawn', {}],
  stringArgs: [['a', 'b'], { stringArgs: ['a', 'b'] }],
  inheritEnv: [['HOME'], { inheritEnv: ['HOME'] }],
  python: ['/usr/bin/python3', { python: '/usr/bin/python3' }],
  requirements: [['pandas>=2'], { requirements: ['pandas>=2'] }],
  systemSitePackages: [true, { systemSitePackages: true }],
  indexUrls: ['https://example.org/simple', { indexUrls: ['https://example.org/simple'] }],
  findLinks: [['/wheels'], { findLinks: ['/wheels'] }],
  installOptions: [['--pre'], { installOptions: ['--pre'] }],
  installer: ['uv', { installer: 'uv' }],
  cachePath: ['./cache', { cachePath: './cache' }],
  appendEnv: [true, { appendEnv: true }],
};

const DECORATORS = {
  typescript: (options: object) => task(options),
  bash: (options: object) => task.bash(options),
  virtualenv: (options: object) => task.virtualenv(options),
  externalPython: (options: object) => task.externalPython({ python: '/usr/bin/python3', ...options }),
};
const KINDS = Object.keys(OPTIONS) as TaskKind[];

const declare = (kind: TaskKind, options: object) => declareTask(DECORATORS[kind](options));

const DEFAULTS = { retries: 0, retryDelayMs: 300_000, triggerRule: 'all_success' };

describe.each(KINDS)('a %s task', (kind) => {
  it('has the defaults of Airflow', () => {
    const own = kind === 'externalPython' ? { python: '/usr/bin/python3' } : {};
    expect(declare(kind, {}).spec.tasks[0]?.options).toEqual({ ...DEFAULTS, ...own });
  });

  it.each(OPTIONS[kind])('takes %s', (name) => {
    const [value, expected] = VALUES[name] ?? [];
    const { spec, problems } = declare(kind, { [name]: value });
    expect(problems).toEqual([]);
    expect(spec.tasks[0]?.options).toMatchObject(expected ?? {});
    if (name === 'taskId') expect(spec.tasks[0]?.taskId).toBe('renamed');
  });

  it('takes all of them at once, none lost on the way', () => {
    const options = Object.fromEntries(OPTIONS[kind].map((name) => [name, VALUES[name]?.[0]]));
    const expected = Object.assign({}, ...OPTIONS[kind].map((name) => VALUES[name]?.[1]));
    expect(declare(kind, options).spec.tasks[0]?.options).toEqual(expected);
  });

  const others = Object.keys(VALUES).filter((name) => !OPTIONS[kind].includes(name));
  it.each(others)('refuses %s, and says whose it is', (name) => {
    const owners = KINDS.filter((other) => OPTIONS[other].includes(name));
    const { code, message, hint } = showThrown(() => declare(kind, { [name]: VALUES[name]?.[0] }));
    const decorator = kind === 'typescript' ? '@task' : `@task.${kind}`;
    expect({ code, message }).toEqual({
      code: 'OPTION_UNKNOWN',
      message: `${decorator} on Options.work: there is no option "${name}".`,
    });
    const [said = '', list = ''] = hint?.split(' is an option of ') ?? [];
    expect(said).toBe(`\`${name}\``);
    expect(list.replace('.', '').length > 0 && list.slice(0, -1).split(', ').sort()).toEqual(
      owners.map((owner) => `@task.${owner}`).sort(),
    );
  });
});

describe('an external Python task', () => {
  it('needs its interpreter', () => {
    const declareWithout = () => {
      @dag()
      class Without {
        // @ts-expect-error The interpreter is missing.
        @task.externalPython() work(): void {}
        flow() {}
      }
      return Without;
    };
    expect(showThrown(declareWithout)).toEqual({
      code: 'OPTION_INVALID',
      message: '@task.externalPython on Without.work: the option "python" is missing.',
      hint: 'Add `python`.',
      at: '@task.▸externalPython() work(): void {}',
    });
  });
});

describe('the id of a task', () => {
  it('is checked where the task is called', () => {
    const { problems } = declare('bash', { taskId: 'two words' });
    expect(problems.map(show)).toEqual([
      {
        code: 'TASK_ID_INVALID',
        message: 'The task id "two words" is not 1 to 250 of the letters a to z and A to Z, digits, "_", "." and "-".',
        hint: 'Give it another one: `.override({ taskId: … })`.',
        at: '▸work();',
      },
    ]);
  });
});

// What decorators take: options of their kind, and results that fit.
import {
  type DagOptions,
  type Duration,
  dag,
  python,
  type TaskOverrides,
  type Tasks,
  type TriggerRule,
  task,
} from '@taskloom/sdk';
import { z } from 'zod';
import { sameType } from './same-type.js';

const durations: readonly Duration[] = [0, 1.5, '300ms', '5s', '1.5h', '2d'];
// @ts-expect-error A text needs a unit.
const bare: Duration = '5';
// @ts-expect-error There is no such unit.
const weeks: Duration = '5w';

const rule: TriggerRule = 'all_success';
// @ts-expect-error Of teardowns only, which have no other.
const otherRule: TriggerRule = 'all_done_setup_success';

export const values = { durations, bare, weeks, rule, otherRule };

const everywhere: Required<TaskOverrides> = {
  taskId: 'a',
  retries: 1,
  retryDelay: '5s',
  retryExponentialBackoff: 1.5,
  maxRetryDelay: '1h',
  retryPolicy: [{ on: ['timeout', 'exit:137'], action: 'retry', delay: '1m' }],
  executionTimeout: 60,
  triggerRule: 'all_success',
  pool: 'gpu',
  poolSlots: 2,
  priorityWeight: 10,
  weightRule: 'upstream',
  mapName: (day: string) => day,
  maxActive: 3,
  doc: 'What it does.',
  onExecute: ({ log }) => log.info('begins'),
  onSuccess: async () => undefined,
  onFailure: ({ taskId }, error) => console.error(taskId, error?.message),
  onRetry: () => undefined,
  onSkipped: () => undefined,
};

@dag({
  id: 'options',
  description: '',
  schedule: null,
  tags: ['a'],
  params: z.object({}),
  defaults: { ...everywhere, python: '3.12', env: { A: '1' } },
  source: new URL(import.meta.url),
})
export class Options {
  @task({ ...everywhere, returns: z.number() }) one(): number {
    return 1;
  }
  @task.bash({ env: { A: '1' }, appendEnv: true, cwd: '/tmp', skipOnExitCode: [99] }) two(): string {
    return 'true';
  }
  @task.externalPython({
    python: '/usr/bin/python3',
    serializer: 'cloudpickle',
    isolation: 'spawn',
    stringArgs: ['a'],
    env: {},
    inheritEnv: ['HOME'],
    cwd: '/tmp',
    skipOnExitCode: 99,
    returns: z.object({ id: z.number() }),
  })
  three(): { id: number } {
    return python`return {"id": 1}`;
  }
  @task.virtualenv({
    requirements: 'requirements.txt',
    python: '3.12',
    systemSitePackages: true,
    indexUrls: [],
    findLinks: '/wheels',
    installOptions: ['--pre'],
    installer: 'uv',
    cachePath: './cache',
  })
  four(): void {
    return python`pass`;
  }

  // @ts-expect-error There is no such option.
  @task({ retires: 3 }) misspelled(): void {}
  // @ts-expect-error A number of retries is a number.
  @task({ retries: '3' }) wrongType(): void {}
  // @ts-expect-error Requirements belong to a virtualenv.
  @task({ requirements: [] }) otherKind(): void {}
  // @ts-expect-error Requirements belong to a virtualenv, not to an interpreter that is there.
  @task.externalPython({ python: '/usr/bin/python3', requirements: [] }) external(): void {}
  // @ts-expect-error The interpreter is missing.
  @task.externalPython({}) noInterpreter(): void {}
  // @ts-expect-error Only Python and bash tasks are processes with an environment.
  @task({ env: {} }) noProcess(): void {}
  // @ts-expect-error `appendEnv` belongs to bash.
  @task.virtualenv({ appendEnv: true }) notBash(): void {}
  // @ts-expect-error There is no such serializer.
  @task.virtualenv({ serializer: 'marshal' }) marshalled(): void {}
  // @ts-expect-error Forking is not there yet.
  @task.virtualenv({ isolation: 'fork' }) forked(): void {}
  // @ts-expect-error A pool has a name.
  @task({ pool: 1 }) pooled(): void {}
  // @ts-expect-error There is no such rule.
  @task({ triggerRule: 'all_don' }) ruled(): void {}
  // @ts-expect-error A duration has a unit.
  @task({ retryDelay: '5' }) timed(): void {}

  // @ts-expect-error The schema and the declared type of the result disagree.
  @task({ returns: z.number() }) disagrees(): string {
    return '';
  }
  // @ts-expect-error The same in Python.
  @task.virtualenv({ returns: z.object({ id: z.string() }) }) disagreesToo(): { id: number } {
    return python`return {"id": 1}`;
  }
  // @ts-expect-error A bash task returns a command.
  @task.bash() noCommand(): number {
    return 1;
  }
  @task({ returns: z.number() }) async resolves(): Promise<number> {
    return 1;
  }

  flow({ one }: Tasks<Options>) {
    one.override(everywhere)();
    // @ts-expect-error Options of the kind belong to the decorator.
    one.override({ requirements: [] });
    // @ts-expect-error There is no such option.
    one.override({ retires: 1 });
    one.override({ triggerRule: 'one_failed' });
    sameType<typeof one>()(one.override({}));
  }
}

export const dagOptions: readonly DagOptions[] = [
  {},
  { schedule: '@daily' },
  // @ts-expect-error There is no such option.
  { catchUp: true },
  // @ts-expect-error Params have a schema.
  { params: { region: 'eu' } },
  // @ts-expect-error There is no such option, for tasks.
  { defaults: { retires: 1 } },
  // @ts-expect-error Tags are a list.
  { tags: 'a' },
];

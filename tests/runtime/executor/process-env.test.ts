import { type BashOptions, dag, type Tasks, task } from '@taskloom/sdk';
import { describeDag } from '@taskloom/sdk/internal';
import { expect, test } from 'vitest';
import { composeBashEnv } from '../../../packages/runtime/src/executor/process-env.js';

const NODE_ENV = { HOME: '/home/me', PATH: '/usr/bin', TZ: 'CET', UNSET: undefined };
const INHERITED = { HOME: '/home/me', PATH: '/usr/bin', TZ: 'CET', TMPDIR: '/scratch' };

/** The environment of a bash task, by its own options and the `env` of its DAG's defaults. */
function compose(own: BashOptions, defaults?: Readonly<Record<string, string>>) {
  class Shell {
    @task.bash(own) print(): string {
      return 'env';
    }
    flow({ print }: Tasks<Shell>) {
      print();
    }
  }
  dag(defaults === undefined ? {} : { defaults: { env: { ...defaults } } })(Shell);
  const [spec] = describeDag(Shell).spec.tasks;
  return composeBashEnv({ options: spec?.options ?? {}, nodeEnv: NODE_ENV, scratchFolder: '/scratch' });
}

test.each<[string, BashOptions, Readonly<Record<string, string>> | undefined, object]>([
  ['is that of Node', {}, undefined, INHERITED],
  ['is its own `env` alone', { env: { A: '1' } }, undefined, { TMPDIR: '/scratch', A: '1' }],
  ['is its own `env` over that of Node', { env: { A: '1' }, appendEnv: true }, undefined, { ...INHERITED, A: '1' }],
  ['has `env` of the DAG over that of Node', {}, { TZ: 'UTC' }, { ...INHERITED, TZ: 'UTC' }],
  ['has it so too where it asks for nothing else', { appendEnv: false }, { TZ: 'UTC' }, { ...INHERITED, TZ: 'UTC' }],
  ['has it so too where its own `env` is empty', { env: {} }, { TZ: 'UTC' }, { ...INHERITED, TZ: 'UTC' }],
  [
    'is its own `env` and that of the DAG, its own winning',
    { env: { A: '1', B: '1' } },
    { TZ: 'UTC', B: '2' },
    { TMPDIR: '/scratch', TZ: 'UTC', A: '1', B: '1' },
  ],
  [
    'is both over that of Node',
    { env: { A: '1' }, appendEnv: true },
    { TZ: 'UTC' },
    { ...INHERITED, TZ: 'UTC', A: '1' },
  ],
])('the environment of a bash task %s', (_what, own, defaults, env) => {
  expect(compose(own, defaults)).toEqual(env);
});

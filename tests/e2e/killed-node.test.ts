import { describe, expect, it } from 'vitest';
import { waitUntilGone } from './process-ids.js';
import { type RunningCommand, startCommand } from './run-command.js';
import { PYTHON } from './test-runtime.js';

/** The processes of the task, once it has told them. */
async function readProcessIds({ lines, ended }: RunningCommand): Promise<number[]> {
  for await (const line of lines) {
    const [, ids] = /\bpids ([\d ]+)$/.exec(line) ?? [];
    if (ids !== undefined) return ids.split(' ').map(Number);
  }
  throw new Error((await ended).stderr);
}

describe('when Node is killed outright, no process is alive a second later', () => {
  it.each([
    ['of Python and what it started', 'sleep', 2],
    ['of Python in native code', 'spin', 1],
    ['of bash and what it started', 'shell', 2],
  ])('%s', async (_what, task, count) => {
    await using command = startCommand(['task', 'sleepers.ts', task], { env: { TEST_PYTHON: PYTHON } });
    const ids = await readProcessIds(command);

    command.process.kill('SIGKILL');

    expect(ids).toHaveLength(count);
    expect(await waitUntilGone(ids, 1000)).toEqual([]);
  });
});

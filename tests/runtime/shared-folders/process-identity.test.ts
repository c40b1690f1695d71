import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { isProcessAlive, readStart } from '../../../packages/runtime/src/shared-folders/process-identity.js';

describe('a process', () => {
  it('is alive as long as it runs', async () => {
    expect(await isProcessAlive({ pid: process.pid, startedAt: await readStart(process.pid) })).toBe(true);
  });

  it.runIf(process.platform === 'linux')('is not another one that has its number by now', async () => {
    expect(await isProcessAlive({ pid: process.pid, startedAt: '1' })).toBe(false);
  });

  it.runIf(process.platform === 'linux')('that was killed, and that nobody has waited for, is dead', async () => {
    // What the shell becomes does not know that it has a child.
    using parent = spawn('sh', ['-c', 'sleep 100 & echo $!; exec sleep 100'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = await once(createInterface(parent.stdout), 'line');
    const identity = { pid: Number(line), startedAt: await readStart(Number(line)) };
    expect(await isProcessAlive(identity)).toBe(true);

    process.kill(identity.pid, 'SIGKILL');
    await expect.poll(() => isProcessAlive(identity)).toBe(false);

    expect(() => process.kill(identity.pid, 0)).not.toThrow();
  });
});

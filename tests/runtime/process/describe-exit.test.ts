import { describe, expect, it } from 'vitest';
import { describeExit } from '../../../packages/runtime/src/process/describe-exit.js';

const killed = { kind: 'signalled', signal: 'SIGKILL' } as const;
const exited137 = { kind: 'exited', exitCode: 137 } as const;
const exited1 = { kind: 'exited', exitCode: 1 } as const;
const outOfMemory = { kind: 'outOfMemory' } as const;

describe('a process that ended', () => {
  it.each([
    ['by a kill while memory ran out', killed, false, 3, 4, outOfMemory],
    ['by a kill of its child while memory ran out', exited137, false, 3, 4, outOfMemory],
    ['by a kill while memory did not run out', killed, false, 3, 3, killed],
    ['by our kill while memory ran out elsewhere', killed, true, 3, 4, killed],
    ['by a kill where nobody counts', killed, false, undefined, undefined, killed],
    ['by itself while memory ran out elsewhere', exited1, false, 3, 4, exited1],
  ])('%s', (_, end, killedByUs, oomKillsBefore, oomKillsAfter, expected) => {
    expect(describeExit({ end, killedByUs, oomKillsBefore, oomKillsAfter })).toEqual(expected);
  });
});

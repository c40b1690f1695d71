import { describe, expect, it } from 'vitest';
import { countOomKills } from '../../../packages/runtime/src/process/count-oom-kills.js';

function reader(files: Record<string, string>) {
  return (path: string): string => {
    const text = files[path];
    if (text === undefined) throw new Error(`ENOENT: ${path}`);
    return text;
  };
}

describe.runIf(process.platform === 'linux')('kills for want of memory', () => {
  it.each([
    [
      'are counted by the control group, version 2',
      {
        '/proc/self/cgroup': '0::/a/b\n',
        '/sys/fs/cgroup/a/b/memory.events': 'low 0\noom 5\noom_kill 3\n',
        '/proc/vmstat': 'oom_kill 9\n',
      },
      3,
    ],
    [
      'are counted by the control group, version 1',
      {
        '/proc/self/cgroup': '4:cpu,memory:/a\n0::/\n',
        '/sys/fs/cgroup/memory/a/memory.oom_control': 'oom_kill_disable 0\noom_kill 2\n',
        '/proc/vmstat': 'oom_kill 9\n',
      },
      2,
    ],
    [
      'are counted by the machine where the root group counts nothing',
      { '/proc/self/cgroup': '0::/\n', '/proc/vmstat': 'pgfault 1\noom_kill 9\n' },
      9,
    ],
    ['are not known where nobody counts', {}, undefined],
  ])('%s', (_, files, expected) => {
    expect(countOomKills(reader(files))).toBe(expected);
  });
});

import { dag, python, type Tasks, task } from '@taskloom/sdk';

export interface Account {
  version: string;
  half: number;
  big: bigint;
  text: string;
}

/** A DAG whose one task runs in the interpreter at `path`. The same body runs on Python 2.7 and on today's. */
export function createProbe(path: string) {
  @dag({ id: 'every-python' })
  class Probe {
    @task.externalPython({ python: path })
    account(name: string, size: bigint): Account {
      return python`
        import sys
        import taskloom

        taskloom.log.info("running on %s", sys.executable)
        return {
            u"version": u"%s %d.%d" % ((sys.subversion[0] if sys.version_info[0] < 3 else sys.implementation.name,) + sys.version_info[:2]),
            u"half": 1 / 2,
            u"big": ${size} + 1,
            u"text": u"\u00e9t\u00e9 of " + ${name},
        }
      `;
    }

    flow({ account }: Tasks<Probe>) {
      return account('Zürich', 2n ** 64n);
    }
  }
  return Probe;
}

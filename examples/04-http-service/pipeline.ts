import { dag, python, type Run, type Tasks, task } from '@taskloom/sdk';
import { z } from 'zod';

const Params = z.object({ digits: z.number().int().min(1).max(10_000) });

/** Digits of pi, as many as asked for: short work or long. */
@dag({ params: Params })
export class Pi {
  @task.virtualenv({ executionTimeout: '1m' })
  compute(digits: number): string {
    return python`
      import sys

      # Gibbons' unbounded spigot, a digit a turn.
      q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
      found = []
      while len(found) < ${digits}:
          if 4 * q + r - t < n * t:
              found.append(str(n))
              if len(found) % 500 == 0:
                  print(len(found), "digits")
              q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
          else:
              q, r, t, k, n, l = (
                  q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
              )
      return "".join(found)
    `;
  }

  @task()
  format(digits: string): string {
    return `${digits.slice(0, 1)}.${digits.slice(1)}`;
  }

  flow({ compute, format }: Tasks<Pi>, { params }: Run<z.infer<typeof Params>>) {
    return format(compute(params.digits));
  }
}

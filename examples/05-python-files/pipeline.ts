import { dag, python, type Tasks, task } from '@taskloom/sdk';

interface Line {
  slope: number;
  intercept: number;
}

@dag()
export class PythonFiles {
  @task.virtualenv()
  measure(seed: number, count = 50): [number, number][] {
    return python`
      from helpers import noisy_line

      return noisy_line(${seed}, ${count})
    `;
  }

  @task.virtualenv()
  fit(_points: [number, number][], _digits = 3): Line {
    return python.file(import.meta.url, './train.py', 'fit_line');
  }

  flow({ measure, fit }: Tasks<PythonFiles>) {
    return fit(measure(7));
  }
}

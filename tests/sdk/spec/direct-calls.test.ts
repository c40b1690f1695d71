import { dag, type Tasks, task } from '@taskloom/sdk';
import { describeDag } from '@taskloom/sdk/internal';
import { expect, it } from 'vitest';

let hasRun = false;

@dag()
class Direct {
  @task() load(): number {
    hasRun = true;
    return 1;
  }
  scale(): number {
    return 2;
  }
  flow(_tasks: Tasks<Direct>) {
    return this.load() * this.scale();
  }
}

it('a task that flow calls on `this` is refused, and its body does not run', () => {
  const { problems } = describeDag(Direct);

  expect(problems).toMatchObject([
    {
      code: 'TASK_CALLED_DIRECTLY',
      message: 'Direct.flow calls this.load, which would run its body.',
      hint: 'Take the task from the first argument: `flow({ load }: Tasks<Direct>)`.',
      location: { file: import.meta.filename, line: 17, column: 17 },
    },
  ]);
  expect(hasRun).toBe(false);
});

@dag()
class Named {
  @task({ taskId: 'same' }) one(): void {}
  @task({ taskId: 'same' }) two(): void {}
  flow({ one, two }: Tasks<Named>) {
    one();
    one();
    two();
  }
}

it('an id that two methods were given is one too many', () => {
  const { problems, spec } = describeDag(Named);

  expect(spec.tasks.map(({ taskId }) => taskId)).toEqual(['same', 'same__1', 'same__2']);
  expect(problems).toMatchObject([{ code: 'TASK_ID_DUPLICATE', message: 'The id "same" is taken.' }]);
});

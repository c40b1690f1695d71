import { dag, python, type Tasks, task } from '@taskloom/sdk';

@dag()
export class Hello {
  @task.virtualenv()
  greet(name: string): string {
    return python`return f"Hello, {${name}}!"`;
  }

  flow({ greet }: Tasks<Hello>) {
    return greet('world');
  }
}

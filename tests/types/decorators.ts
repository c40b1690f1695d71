// What decorators can be on. Both compilers and both kinds of decorators refuse the rest.
import { context, dag, FailTask, python, SkipTask, type TaskContext, task } from '@taskloom/sdk';
import { sameType } from './same-type.js';

@dag()
export class Placed {
  @task() method(): void {}
  @task() async resolving(): Promise<number> {
    return 1;
  }
  @task() generic<T>(value: T): T {
    return value;
  }
  @task() protected hidden(): void {}
  @task() withThis(this: Placed): number {
    return this.size();
  }
  size(): number {
    return 1;
  }

  // @ts-expect-error A field is no task.
  @task() field = 1;
  // @ts-expect-error A getter is no task.
  @task() get total(): number {
    return 1;
  }
  // @ts-expect-error The parentheses are missing.
  @task bare(): void {}
  // @ts-expect-error The parentheses are missing.
  @task.virtualenv bareKind(): void {}
  // @ts-expect-error A method is no DAG.
  @dag() notClass(): void {}
}

// @ts-expect-error A class is no task.
@task()
export class NotMethod {}

// @ts-expect-error The parentheses are missing.
@dag
export class Bare {}

@dag()
export abstract class Abstract {
  abstract flow(): void;
}

/** A Python body fits every declared type: it is Python that returns. */
export class Bodies {
  list(): number[] {
    return python`return [1]`;
  }
  nothing(): void {
    return python`pass`;
  }
  file(): string {
    return python.file(import.meta.url, './train.py', 'train');
  }
  fileByUrl(): string {
    return python.file(new URL(import.meta.url), './train.py');
  }
  called(): number {
    // @ts-expect-error The tag is no function of a text.
    return python('return 1');
  }
}

export function body(): void {
  sameType<TaskContext>()(context());
  sameType<Date>()(context().logicalDate);
  sameType<Record<string, unknown>>()(context().params);
  context().pushXCom('rows', [1]);
  context().log.warn('few rows', { rows: 1 });
  sameType<SkipTask>()(new SkipTask());
  sameType<FailTask>()(new FailTask('for good'));
  // @ts-expect-error A reason is a text.
  new SkipTask(7);
}

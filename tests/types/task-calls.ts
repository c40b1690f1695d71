// What a task takes in `flow`: values and references of the types of its parameters.
import { dag, python, type Tasks, task, text, type XCom } from '@taskloom/sdk';
import { sameType } from './same-type.js';

interface Row {
  readonly id: number;
  readonly tags: string[];
}

@dag()
export class Calls {
  @task() one(n: number): number {
    return n;
  }
  @task() name(text: string, times = 1): string {
    return text.repeat(times);
  }
  @task() maybe(n?: number): number | null {
    return n ?? null;
  }
  @task() rest(first: string, ...others: number[]): number {
    return first.length + others.length;
  }
  @task() rows(rows: readonly Row[], by: { readonly [key: string]: number }): Row {
    return rows[by['first'] ?? 0] ?? { id: 0, tags: [] };
  }
  @task() when(at: Date, bytes: Uint8Array): void {
    console.log(at, bytes);
  }
  @task() union(value: string | number): string | number {
    return value;
  }
  @task() async later(): Promise<Row> {
    return { id: 1, tags: [] };
  }
  @task.virtualenv() inPython(n: number): string {
    return python`return str(${n})`;
  }
  helper(): void {}
  readonly field = 1;

  flow({ one, name, maybe, rest, rows, when, union, later, inPython }: Tasks<Calls>) {
    // Values, references, and both in lists and objects.
    sameType<XCom<number>>()(one(1));
    sameType<XCom<number>>()(one(one(1)));
    sameType<XCom<string>>()(name(text`of ${one(1)}`, one(2)));
    sameType<XCom<number | null>>()(maybe());
    sameType<XCom<number | null>>()(maybe(one(1)));
    sameType<XCom<number>>()(rest('a', 1, one(2), 3));
    sameType<XCom<Row>>()(rows([{ id: one(1), tags: [name('a'), 'b'] }], { first: one(0) }));
    sameType<XCom<Row>>()(rows([later(), { id: 1, tags: [] }], { first: 1 }));
    sameType<XCom<void>>()(when(new Date(), new Uint8Array()));
    sameType<XCom<string | number>>()(union(one(1)));
    sameType<XCom<string>>()(inPython(1));
    // An async method has what it resolves to.
    sameType<XCom<Row>>()(later());
    sameType<XCom<number>>()(one(later().id));
    // Options leave the types as they are.
    sameType<XCom<number>>()(one.override({ retries: 3, retryDelay: '5s' })(1));

    // @ts-expect-error A text is no number.
    one('one');
    // @ts-expect-error An argument is missing.
    one();
    // @ts-expect-error There is one parameter.
    one(1, 2);
    // @ts-expect-error A reference to a text does not fit a number.
    one(name('a'));
    // @ts-expect-error A reference to a number that may be null does not fit a number.
    one(maybe(1));
    // @ts-expect-error A task itself is no value.
    one(one);
    // @ts-expect-error Rest arguments have a type, too.
    rest('a', 'b');
    // @ts-expect-error A field of an object in a list is of another type.
    rows([{ id: name('a'), tags: [] }], {});
    // @ts-expect-error A field is missing.
    rows([{ id: 1 }], {});
    // @ts-expect-error A reference to one row is not one to several.
    rows(later(), {});
    // @ts-expect-error A Date is no text of one.
    when('2026-11-24', new Uint8Array());
    // @ts-expect-error Overridden or not, the parameters are the same.
    one.override({ retries: 3 })('one');
    return inPython(one(1));
  }
}

@dag()
export class Names extends Calls {
  override flow(tasks: Tasks<Names>) {
    // Inherited tasks are tasks.
    sameType<XCom<number>>()(tasks.one(1));
    // @ts-expect-error There is no such task.
    tasks.on(1);
    // @ts-expect-error A field is no task.
    tasks.field;
    // @ts-expect-error The flow is no task.
    tasks.flow;
    // @ts-expect-error Tasks cannot be replaced.
    tasks.one = tasks.maybe;
    return tasks.inPython(1);
  }
}

// What a reference can be asked for in `flow`, and what not.
import { chain, dag, type Group, group, type Ref, type Run, type Tasks, task, text, type XCom } from '@taskloom/sdk';
import { sameType } from './same-type.js';

interface Report {
  total: number;
  owner?: string;
  at: Date;
  rows: { id: number; name: string }[];
  byName: Record<string, number>;
  pair: readonly [string, number];
}

interface Params {
  region: 'eu' | 'us';
  limits: number[];
}

@dag()
export class References {
  @task() report(): Report {
    throw new Error('never called');
  }
  @task() count(n: number): number {
    return n;
  }
  @task() any(value: unknown): void {
    console.log(value);
  }

  flow({ report, count, any }: Tasks<References>, { params, context }: Run<Params>) {
    const result = report();
    sameType<XCom<number>>()(result.total);
    sameType<XCom<Date>>()(result.at);
    sameType<XCom<readonly [string, number]>>()(result.pair);
    sameType<XCom<string>>()(result.pair[0]);
    sameType<XCom<number>>()(result.pair[1]);
    sameType<XCom<'eu' | 'us'>>()(params.region);
    sameType<XCom<string>>()(context.ds);
    sameType<XCom<Date>>()(context.logicalDate);
    // An element may be missing, as in any list.
    sameType<XCom<{ id: number; name: string }> | undefined>()(result.rows[0]);
    sameType<XCom<number> | undefined>()(result.rows[0]?.id);
    sameType<XCom<number> | undefined>()(params.limits[0]);
    sameType<XCom<number> | undefined>()(result.byName['a']);
    count(result.rows[0]?.id ?? 0);
    const { total, pair } = result;
    count(total);
    any([result, { total, pair }]);
    sameType<XCom<string>>()(text`${total} of ${params.region} at ${result.at}, ${1n} ${null}`);

    // @ts-expect-error There is no such field.
    result.totals;
    // @ts-expect-error There is no such param.
    params.regions;
    // @ts-expect-error The context has no such field.
    context.date;
    // @ts-expect-error The task is known within a task only.
    context.taskId;
    // @ts-expect-error A text of the future has no length.
    context.ds.length;
    // @ts-expect-error Nothing can be calculated with a number of the future.
    total * 2;
    // @ts-expect-error Nor added to it.
    count(total + 1);
    // @ts-expect-error Nor compared with one.
    total > 1;
    // @ts-expect-error A list of the future cannot be iterated.
    for (const row of result.rows) any(row);
    // @ts-expect-error Nor spread.
    any([...result.rows]);
    // @ts-expect-error Only its elements can be mapped, one by one.
    result.rows.map((row, index) => [row, index]);
    // @ts-expect-error Methods of a value are not there either.
    result.at.getTime();
    // @ts-expect-error A result cannot be changed.
    result.total = 1;
    // @ts-expect-error A list has no text form.
    text`${result.rows}`;

    const grouped = group('pages', () => count(total), { defaults: { retries: 1 }, tooltip: 'counts' });
    sameType<Group<XCom<number>>>()(grouped);
    sameType<string>()(group('many', () => [count(1), count(2)] as const).groupId);
    count(grouped);
    const [first] = group('list', () => [count(1)] as const);
    sameType<XCom<number>>()(first);
    chain(result, [grouped, first], any(1));
    chain(result.total, grouped);

    // @ts-expect-error The options of a group name no task.
    group('pages', () => count(1), { default: {} });
    // @ts-expect-error A group needs its function.
    group('pages');
    // @ts-expect-error The task is not called.
    chain(result, count);
    // @ts-expect-error A text is no step.
    chain(result, 'count');
    const passed: Ref<unknown> = result;
    return { passed, total };
  }
}

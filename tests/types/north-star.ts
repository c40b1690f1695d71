// A pipeline as authors write it, with its types from end to end.
import { createRuntime } from '@taskloom/runtime';
import { chain, context, dag, group, python, type Run, SkipTask, type Tasks, task, text } from '@taskloom/sdk';
import { z } from 'zod';
import { sameType } from './same-type.js';

interface Order {
  id: number;
  amount: number;
  placedAt: Date;
}
interface Summary {
  total: number;
  count: number;
}

const Params = z.object({ region: z.enum(['eu', 'us']).default('eu'), limit: z.number().int().default(100) });
const Forecast = z.object({ week: z.number(), amount: z.number() });

@dag({ schedule: '@daily', params: Params, defaults: { retries: 2, retryDelay: '5s' } })
export class Sales {
  @task.virtualenv({ requirements: ['polars==1.33.1'], python: '3.12' })
  extract(path: string, limit = 100): Order[] {
    return python`
      import polars as pl
      return pl.read_csv(${path}).head(${limit}).to_dicts()
    `;
  }

  @task()
  summarize(orders: Order[]): Summary {
    if (orders.length === 0) throw new SkipTask('no orders today');
    context().log.info('summarizing', { count: orders.length });
    return { total: orders.reduce((sum, order) => sum + order.amount, 0), count: orders.length };
  }

  @task.externalPython({ python: '/opt/ml/bin/python', returns: z.array(Forecast), executionTimeout: '10m' })
  forecast(total: number, weeks = 4): z.infer<typeof Forecast>[] {
    return python`return [{"week": w, "amount": ${total} / ${weeks}} for w in range(${weeks})]`;
  }

  @task.bash() archive(total: number): string {
    return `echo ${total} > total.txt`;
  }

  @task({ triggerRule: 'all_success' })
  async publish(forecasts: z.infer<typeof Forecast>[] | null): Promise<number> {
    return forecasts?.length ?? 0;
  }

  flow(
    { extract, summarize, forecast, archive, publish }: Tasks<Sales>,
    { params, context: run }: Run<z.infer<typeof Params>>,
  ) {
    const orders = extract(text`data/${params.region}/${run.ds}.csv`, params.limit);
    const { total } = summarize(orders);
    const forecasts = forecast.override({ retries: 5 })(total);
    const archived = archive(total);
    const published = group('out', () => publish(forecasts));
    chain(archived, published);
    return { published, total };
  }
}

export async function embed(): Promise<number> {
  await using runtime = createRuntime({ home: '.taskloom' });
  const result = await runtime.run(Sales, { params: { region: 'us' } });
  sameType<{ published: number; total: number }>()(result.value);
  const orders = await runtime.runTask(Sales, 'extract', ['data.csv', 3]);
  sameType<Order[]>()(orders);
  const handle = runtime.start(Sales);
  for await (const event of handle) if (event.kind === 'task') console.log(event.taskId, event.state);
  const { published } = (await handle.done).value;
  sameType<number>()(published);
  return published + orders.length;
}

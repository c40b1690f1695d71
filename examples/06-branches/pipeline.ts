import { chain, dag, python, type TaskName, type Tasks, task } from '@taskloom/sdk';

interface Order {
  item: string;
  quantity: number;
  gift: boolean;
}

/** What the shop has in store. Known when the DAG is planned, and a Python value in the body that uses it. */
const STOCK = { teapot: 4, kettle: 1 };

@dag()
export class Branches {
  @task()
  readOrder(): Order {
    return { item: 'kettle', quantity: 3, gift: false };
  }

  /** One of the two tasks right below it is to run; the other is skipped. */
  @task.branch()
  @task.virtualenv()
  choose(order: Order): TaskName<Branches> {
    return python`
      in_store = ${STOCK}.get(${order}["item"], 0)
      print(in_store, "in store,", ${order}["quantity"], "ordered")
      return "pack" if in_store >= ${order}["quantity"] else "reorder"
    `;
  }

  @task()
  pack(order: Order): string {
    return `${order.quantity} × ${order.item} are on their way.`;
  }

  @task()
  reorder(order: Order): string {
    return `${order.quantity} × ${order.item} will be here next week.`;
  }

  /** The join: one of the branches is always skipped, and its value is null. */
  @task({ triggerRule: 'none_failed_min_one_success' })
  answer(packed: string | null, reordered: string | null): string {
    return packed ?? reordered ?? '';
  }

  /** What is not true skips everything below. */
  @task.shortCircuit()
  isGift(order: Order): boolean {
    return order.gift;
  }

  @task()
  wrap(order: Order): string {
    return `${order.item} in paper`;
  }

  @task()
  addCard(wrapped: string): string {
    return `${wrapped}, with a card`;
  }

  flow({ readOrder, choose, pack, reorder, answer, isGift, wrap, addCard }: Tasks<Branches>) {
    const order = readOrder();
    const packed = pack(order);
    const reordered = reorder(order);
    chain(choose(order), [packed, reordered]);

    const wrapped = wrap(order);
    chain(isGift(order), wrapped);
    return { answer: answer(packed, reordered), gift: addCard(wrapped) };
  }
}

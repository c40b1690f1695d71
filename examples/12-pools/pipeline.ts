import { setTimeout as sleep } from 'node:timers/promises';
import { dag, type Tasks, task } from '@taskloom/sdk';

interface Print {
  job: string;
  slots: number;
  startedAt: number;
  endedAt: number;
}

/** The press is the pool: whoever starts this pipeline says how many sheets it prints side by side. */
@dag()
export class PrintShop {
  @task({ pool: 'press' })
  async flyer(job: string): Promise<Print> {
    return print(job, 1);
  }

  /** Takes the press for itself. Once it waits, no flyer that comes later gets in before it. */
  @task({ pool: 'press', poolSlots: 2, priorityWeight: 5 })
  async poster(job: string): Promise<Print> {
    return print(job, 2);
  }

  /** Needs no press. Two people answer the telephone. */
  @task({ maxActive: 2 })
  async answerCall(_caller: number): Promise<void> {
    await sleep(10);
  }

  /** Everything that has a value is reported; so all jobs get the weight of the report on top of their own. */
  @task()
  report(prints: Print[]): { order: string; slotsAtOnce: number } {
    const inOrder = prints.toSorted((a, b) => a.startedAt - b.startedAt);
    return { order: inOrder.map(({ job }) => job).join(', '), slotsAtOnce: countSlotsAtOnce(prints) };
  }

  flow({ flyer, poster, answerCall, report }: Tasks<PrintShop>) {
    const menu = flyer('menu');
    const tickets = flyer('tickets');
    const concert = poster('concert');
    const obituary = flyer.override({ priorityWeight: 10 })('obituary');
    answerCall.expand([1, 2, 3, 4]);
    return report([menu, tickets, concert, obituary]);
  }
}

async function print(job: string, slots: number): Promise<Print> {
  const startedAt = performance.now();
  await sleep(50);
  return { job, slots, startedAt, endedAt: performance.now() };
}

/** The most that was in use at the moment when a job began. */
function countSlotsAtOnce(prints: readonly Print[]): number {
  const inUse = prints.map(({ startedAt }) =>
    prints
      .filter((one) => one.startedAt <= startedAt && one.endedAt > startedAt)
      .reduce((sum, { slots }) => sum + slots, 0),
  );
  return Math.max(...inUse);
}

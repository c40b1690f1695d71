import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dag, type PokeResult, python, scoped, type Tasks, task, text } from '@taskloom/sdk';

interface Arrival {
  path: string;
  bytes: number;
}

@dag()
export class Sensor {
  @task.setup()
  createInbox(): string {
    return mkdtempSync(join(tmpdir(), 'inbox-'));
  }

  /** Somebody else, who takes their time. */
  @task()
  async deliver(path: string): Promise<void> {
    await sleep(1000);
    await writeFile(path, 'day,visitors\nmonday,41\ntuesday,57\n');
  }

  /** Asked every 100 ms. In between its slot is free for others, so that even one slot is enough for this DAG. */
  @task.sensor({ mode: 'reschedule', pokeInterval: '100ms', timeout: '30s' })
  @task.virtualenv()
  waitForFile(path: string): PokeResult<Arrival> {
    return python`
      import os, taskloom

      if not os.path.exists(${path}):
          print("nothing yet")
          return taskloom.PokeResult(False)
      return taskloom.PokeResult(True, {"path": ${path}, "bytes": os.path.getsize(${path})})
    `;
  }

  @task.virtualenv()
  countVisitors(arrival: Arrival): number {
    return python`
      import csv

      with open(${arrival}["path"], newline="") as file:
          return sum(int(row["visitors"]) for row in csv.DictReader(file))
    `;
  }

  @task.teardown()
  removeInbox(folder: string): void {
    rmSync(folder, { recursive: true });
  }

  flow({ createInbox, deliver, waitForFile, countVisitors, removeInbox }: Tasks<Sensor>) {
    const inbox = createInbox();
    return scoped(inbox, removeInbox(inbox), () => {
      const path = text`${inbox}/visitors.csv`;
      deliver(path);
      const arrival = waitForFile(path);
      return { bytes: arrival.bytes, visitors: countVisitors(arrival) };
    });
  }
}

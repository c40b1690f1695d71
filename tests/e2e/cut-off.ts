/** Runs that are cut off and go on, and a DAG to try that with. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRuntime, type Runtime } from '@taskloom/runtime';
import { context, dag, FailTask, scoped, type Tasks, task } from '@taskloom/sdk';

/** What ran, in order. */
export const ran: string[] = [];
/** What is broken is mended between two runs. */
export const world = { isBroken: true };

export function startAnew(): void {
  ran.length = 0;
  world.isBroken = true;
}

export function note(): void {
  const { taskId, mapIndex, attempt } = context();
  ran.push(`${taskId}${mapIndex === -1 ? '' : `[${mapIndex}]`}#${attempt}`);
}

@dag()
export class Cluster {
  @task.setup() up(): string {
    note();
    return 'cluster';
  }
  @task.teardown() down(_cluster: string): void {
    note();
  }
  @task() list(): number[] {
    note();
    return [1, 2, 3];
  }
  @task() load(item: number, _cluster: string): number {
    note();
    if (world.isBroken && item === 2) throw new FailTask('broken');
    return item * 10;
  }
  @task({ triggerRule: 'all_done' }) report(loaded: number[]): number[] {
    note();
    return loaded;
  }
  flow({ up, down, list, load, report }: Tasks<Cluster>) {
    const cluster = up();
    const items = list();
    return report(scoped(cluster, down(cluster), () => items.map((item) => load(item, cluster))));
  }
}

/** As if the process had been killed when it had written that many lines of the journal. */
export function cutJournal(home: string, count: (lines: readonly string[]) => number): void {
  const path = join(home, 'runs/r/journal.ndjson');
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  writeFileSync(path, `${lines.slice(0, count(lines)).join('\n')}\n`);
}

/** The line that says that. */
export const lineOf =
  (text: string) =>
  (lines: readonly string[]): number =>
    lines.findIndex((line) => line.includes(text)) + 1;

export async function resumeElsewhere<T>(home: string, resume: (runtime: Runtime) => Promise<T>): Promise<T> {
  await using runtime = createRuntime({ home, concurrency: 1 });
  return await resume(runtime);
}

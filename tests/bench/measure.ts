/** Measures pairs side by side: what is looked at and what it is compared with take turns, and medians are reported. */

export interface Row {
  readonly name: string;
  /** What it is compared with. */
  readonly beside: string;
  /** `ratio` of the medians, or their `difference` in milliseconds. */
  readonly by: 'ratio' | 'difference';
  /** What counts: the milliseconds that a turn takes (the default), or the megabytes that it gives. */
  readonly unit?: Unit;
  /** At most this. Reported, never asserted. */
  readonly budget?: number;
  readonly rounds: number;
  subject(): Promise<unknown>;
  baseline(): Promise<unknown>;
}

export type Unit = 'ms' | 'MB';

export interface Measurement {
  readonly name: string;
  readonly beside: string;
  readonly by: Row['by'];
  readonly unit: Unit;
  readonly budget?: number;
  readonly rounds: number;
  /** Medians, in the unit. */
  readonly subjectMedian: number;
  readonly baselineMedian: number;
  /** The ratio, or the difference in the unit. */
  readonly result: number;
}

/** One unmeasured turn of each comes first. */
export async function measure({ subject, baseline, unit = 'ms', ...row }: Row): Promise<Measurement> {
  const take = unit === 'ms' ? time : weigh;
  await subject();
  await baseline();
  const [subjects, baselines]: [number[], number[]] = [[], []];
  for (let round = 0; round < row.rounds; round += 1) {
    subjects.push(await take(subject));
    baselines.push(await take(baseline));
  }
  const [subjectMedian, baselineMedian] = [median(subjects), median(baselines)];
  const result = row.by === 'ratio' ? subjectMedian / baselineMedian : subjectMedian - baselineMedian;
  return { ...row, unit, subjectMedian, baselineMedian, result };
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function weigh(work: () => Promise<unknown>): Promise<number> {
  return Number(await work());
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle - 1)] ?? 0)) / 2;
}

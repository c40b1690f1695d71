/** Measures pairs side by side: what is looked at and what it is compared with take turns, and medians are reported. */

export interface Row {
  readonly name: string;
  /** What it is compared with. */
  readonly beside: string;
  /** `ratio` of the medians, or their `difference` in milliseconds. */
  readonly by: 'ratio' | 'difference';
  /** At most this. Reported, never asserted. */
  readonly budget?: number;
  readonly rounds: number;
  subject(): Promise<unknown>;
  baseline(): Promise<unknown>;
}

export interface Measurement {
  readonly name: string;
  readonly beside: string;
  readonly by: Row['by'];
  readonly budget?: number;
  readonly rounds: number;
  /** Medians, in milliseconds. */
  readonly subjectMs: number;
  readonly baselineMs: number;
  /** The ratio, or the difference in milliseconds. */
  readonly result: number;
}

/** One unmeasured turn of each comes first. */
export async function measure({ subject, baseline, ...row }: Row): Promise<Measurement> {
  await subject();
  await baseline();
  const [subjects, baselines]: [number[], number[]] = [[], []];
  for (let round = 0; round < row.rounds; round += 1) {
    subjects.push(await time(subject));
    baselines.push(await time(baseline));
  }
  const [subjectMs, baselineMs] = [median(subjects), median(baselines)];
  const result = row.by === 'ratio' ? subjectMs / baselineMs : subjectMs - baselineMs;
  return { ...row, subjectMs, baselineMs, result };
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle - 1)] ?? 0)) / 2;
}

/** Ids made unique as Airflow does it: `load`, `load__1`, `load__2`. */

const SUFFIX = /__(\d+)$/;

export class UniqueIds {
  readonly #taken = new Set<string>();
  /** By id without suffix. Kept, so that the thousandth call of one task costs what the first does. */
  readonly #highestSuffix = new Map<string, number>();

  has(id: string): boolean {
    return this.#taken.has(id);
  }

  /** The id itself, or with the next suffix of its family where it is taken. A suffix that it has is replaced. */
  take(id: string): string {
    const family = id.replace(SUFFIX, '');
    const highest = this.#highestSuffix.get(family) ?? 0;
    const free = this.#taken.has(id) ? `${family}__${highest + 1}` : id;
    this.#taken.add(free);
    this.#highestSuffix.set(family, Math.max(highest, Number(SUFFIX.exec(free)?.[1] ?? 0)));
    return free;
  }
}

/** The stores of a runtime: that of its home, and those of tasks that name a folder of their own. */
import type { Clock } from '../../ports.js';
import { EnvironmentStore } from './environment-store.js';

export class EnvironmentStores {
  readonly #clock: Clock;
  readonly #stores = new Map<string, EnvironmentStore>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param folder absolute */
  get(folder: string): EnvironmentStore {
    const store = this.#stores.get(folder) ?? new EnvironmentStore(folder, this.#clock);
    this.#stores.set(folder, store);
    return store;
  }

  async close(): Promise<void> {
    for (const store of this.#stores.values()) await store.close();
  }
}

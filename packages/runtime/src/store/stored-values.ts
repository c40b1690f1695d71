/** Which XComs a run has: small values themselves, of large ones the digest that names their file. */
import { formatInstanceId, type InstanceId, listEnclosing } from '../instance-id.js';
import type { WireText } from '../ports.js';

export type StoredValue = { readonly value: WireText } | { readonly digest: string };

interface InstanceValues {
  readonly instance: InstanceId;
  readonly byKey: Map<string, StoredValue>;
}

export class StoredValues {
  readonly #instances = new Map<string, InstanceValues>();

  get(instance: InstanceId, key: string): StoredValue | undefined {
    return this.#instances.get(formatInstanceId(instance))?.byKey.get(key);
  }

  put({ taskId, mapIndexes }: InstanceId, key: string, stored: StoredValue): void {
    const name = formatInstanceId({ taskId, mapIndexes });
    const values = this.#instances.get(name) ?? { instance: { taskId, mapIndexes }, byKey: new Map() };
    values.byKey.set(key, stored);
    this.#instances.set(name, values);
  }

  /** Whether there was anything. */
  clear(instance: InstanceId): boolean {
    return this.#instances.delete(formatInstanceId(instance));
  }

  /** Those of instances, and of what is mapped below them. */
  clearWithin(instances: readonly InstanceId[]): void {
    const cleared = new Set(instances.map(formatInstanceId));
    for (const [name, { instance }] of this.#instances) {
      if (listEnclosing(instance).some((id) => cleared.has(id))) this.#instances.delete(name);
    }
  }
}

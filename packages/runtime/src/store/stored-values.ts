/** Which XComs a run has: small values themselves, of large ones the digest that names their file. */
import { formatInstanceId, type InstanceId } from '../instance-id.js';
import type { WireText } from '../ports.js';

export type StoredValue = { readonly value: WireText } | { readonly digest: string };

export class StoredValues {
  /** By instance and key. */
  readonly #values = new Map<string, Map<string, StoredValue>>();

  get(instance: InstanceId, key: string): StoredValue | undefined {
    return this.#values.get(formatInstanceId(instance))?.get(key);
  }

  put(instance: InstanceId, key: string, stored: StoredValue): void {
    const name = formatInstanceId(instance);
    const values = this.#values.get(name) ?? new Map<string, StoredValue>();
    this.#values.set(name, values.set(key, stored));
  }

  /** Whether there was anything. */
  clear(instance: InstanceId): boolean {
    return this.#values.delete(formatInstanceId(instance));
  }

  /** Those of an instance, and of what is mapped below it. */
  clearWithin(instance: InstanceId): void {
    const name = formatInstanceId(instance);
    for (const key of this.#values.keys()) if (key === name || key.startsWith(`${name}[`)) this.#values.delete(key);
  }
}

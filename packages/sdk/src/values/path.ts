/** Where in a value something is: `$.rows[3].when`, `$.rates{0}.key` for the first entry of a map. */

const NAME = /^[A-Za-z_$][\w$]*$/;

export function fieldPath(path: string, key: string): string {
  return NAME.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

export function itemPath(path: string, index: number): string {
  return `${path}[${index}]`;
}

/** From `start` on, step by step: keys and list positions. */
export function formatPath(start: string, steps: readonly PropertyKey[]): string {
  return steps.reduce<string>(
    (path, step) => (typeof step === 'number' ? itemPath(path, step) : fieldPath(path, String(step))),
    start,
  );
}

/** The key or the value of a map's entry. */
export function entryPath(path: string, index: number, side: 'key' | 'value'): string {
  return `${path}{${index}}.${side}`;
}

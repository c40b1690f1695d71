/**
 * References: what `flow` handles instead of values that do not exist yet. Each is a proxy whose fields are
 * references too; whatever would need the value is refused with what to do instead.
 */
import { inspect } from 'node:util';
import { findAuthorSite } from '../call-site.js';
import { authorError, type TaskloomError } from '../errors.js';
import type { InputSpec } from '../spec/dag-spec.js';
import type { Recorder } from './recorder.js';

/** A source that can be descended into. */
export type ReferenceSource =
  | Extract<InputSpec, { kind: 'xcom' | 'param' | 'context' }>
  | Extract<InputSpec, { kind: 'text' }>;

interface ReferenceRecord {
  readonly source: ReferenceSource;
  readonly recorder: Recorder;
}

const records = new WeakMap<object, ReferenceRecord>();

/** The record of a reference, or undefined for anything else. */
export function findReference(value: unknown): ReferenceRecord | undefined {
  return typeof value === 'function' || (typeof value === 'object' && value !== null) ? records.get(value) : undefined;
}

/** @param extra properties that the reference has of its own: a group's id */
export function createReference(
  source: ReferenceSource,
  recorder: Recorder,
  extra?: Readonly<Record<string, unknown>>,
): unknown {
  const label = describeSource(source);
  // An arrow function, so that calling it is seen; `inspect` looks at the target, not at the proxy.
  const target = Object.assign(() => undefined, { [inspect.custom]: () => label });
  const proxy: object = new Proxy(target, createTraps(source, recorder, label, extra ?? {}));
  records.set(proxy, { source, recorder });
  return proxy;
}

function createTraps(
  source: ReferenceSource,
  recorder: Recorder,
  label: string,
  extra: Readonly<Record<string, unknown>>,
): ProxyHandler<() => unknown> {
  const misuse = (doing: string, hint: string) => (): never => {
    throw createMisuse(label, doing, hint);
  };
  const read = 'Do it in a task: pass the reference as an argument.';
  return {
    get(_target, key) {
      if (typeof key === 'symbol') return readSymbol(label, key);
      if (Object.hasOwn(extra, key)) return extra[key];
      if (key === 'then')
        throw createMisuse(
          label,
          'awaited',
          'Leave `await` out: flow only wires, and tasks wait for their arguments by themselves.',
        );
      if (key === 'toJSON') throw createMisuse(label, 'turned into JSON', read);
      if (source.kind === 'text') throw createMisuse(label, `asked for "${key}"`, read);
      const step = /^(0|[1-9]\d*)$/.test(key) ? Number(key) : key;
      return createReference({ ...source, path: [...source.path, step] }, recorder);
    },
    apply: misuse('called', 'Methods of a value exist in a task only: pass the reference as an argument.'),
    construct: misuse('constructed', read),
    set: misuse('assigned to', 'A result cannot be changed; return what you need from a task.'),
    defineProperty: misuse('assigned to', 'A result cannot be changed; return what you need from a task.'),
    deleteProperty: misuse('deleted from', 'A result cannot be changed; return what you need from a task.'),
    has: misuse('searched with `in`', read),
    ownKeys: misuse('spread, or asked for its keys,', 'Name the fields that you need: `{ total: ref.total }`.'),
  };
}

function readSymbol(label: string, key: symbol): unknown {
  if (key === Symbol.toPrimitive)
    throw createMisuse(
      label,
      'used in a calculation, a comparison or a string',
      'Calculate in a task; for a string use text`…${ref}…`.',
    );
  if (key === Symbol.iterator || key === Symbol.asyncIterator)
    throw createMisuse(
      label,
      'iterated',
      'Its length is not known yet: pass it whole to a task, or index it: `ref[0]`.',
    );
  return undefined;
}

function createMisuse(label: string, doing: string, hint: string): TaskloomError {
  return authorError('REFERENCE_MISUSED', `${label} has no value yet and cannot be ${doing} in flow.`, {
    hint,
    location: findAuthorSite(),
  });
}

/** `XCom<summarize>.total`, `params.region`, `text`. */
export function describeSource(source: ReferenceSource): string {
  if (source.kind === 'text') return 'text`…`';
  const steps = source.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  if (source.kind === 'xcom') return `XCom<${source.taskId}>${steps}`;
  return `${source.kind === 'param' ? 'params' : 'context'}${steps}`;
}

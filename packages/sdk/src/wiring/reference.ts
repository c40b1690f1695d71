/**
 * References: what `flow` handles instead of values that do not exist yet. Each is a proxy whose fields are
 * references too; whatever would need the value is refused with what to do instead, where JavaScript lets us see it.
 */
import { inspect } from 'node:util';
import { findCallSite } from '../call-site.js';
import { authorError, type TaskloomError } from '../errors.js';
import { describeNearest } from '../options/nearest-name.js';
import { CONTEXT_FIELDS } from './context-fields.js';
import { describeSource } from './describe-source.js';
import { mapOver } from './map.js';
import { checkRunning, type Recorder } from './recorder.js';
import { type ReferenceSource, setStandIn } from './stand-ins.js';

/** @param groupId what the reference's `groupId` is, for the result of a group */
export function createReference(source: ReferenceSource, recorder: Recorder, groupId?: string): object {
  // An arrow function, so that calling it is seen; `inspect` looks at the target, not at the proxy.
  const target: Target = Object.assign(() => undefined, {
    facts: { source, recorder, groupId },
    [inspect.custom]: () => describeSource(source),
  });
  const reference = new Proxy(target, TRAPS);
  setStandIn(reference, { kind: 'reference', source, recorder });
  return reference;
}

type Target = (() => undefined) & {
  readonly facts: {
    readonly source: ReferenceSource;
    readonly recorder: Recorder;
    readonly groupId: string | undefined;
  };
};

const USE_A_TASK = 'Do it in a task: pass the reference as an argument.';
const UNCHANGEABLE = 'Return what you need from a task: a result cannot be changed.';

// Each trap gives itself to `refuse`, so that the place is that of the author's expression.
const TRAPS: ProxyHandler<Target> = {
  get: function get({ facts }, key) {
    if (typeof key === 'symbol') return readSymbol(facts, key, get);
    if (key === 'groupId' && facts.groupId !== undefined) return facts.groupId;
    if (key === 'then') {
      const hint = 'Leave `await` out: flow only wires, and tasks wait for their arguments by themselves.';
      throw refuse(facts.source, 'awaited', { hint, trap: get });
    }
    if (key === 'toJSON') throw refuse(facts.source, 'turned into JSON', { hint: USE_A_TASK, trap: get });
    return createReference(descend(facts.source, key, get), facts.recorder);
  },
  apply: function apply({ facts }, _self, args) {
    const over = findMapped(facts.source);
    if (over !== undefined) {
      const location = findCallSite(apply);
      checkRunning(facts.recorder, 'map', location);
      return mapOver(over, args[0], { recorder: facts.recorder, location });
    }
    const hint = 'Call methods of a value in a task: pass the reference as an argument.';
    throw refuse(facts.source, 'called', { hint, trap: apply });
  },
  has: function has({ facts }) {
    throw refuse(facts.source, 'searched with `in`', { hint: USE_A_TASK, trap: has });
  },
  ownKeys: function ownKeys({ facts }) {
    const hint = 'Name the fields that you need: `{ total: ref.total }`.';
    throw refuse(facts.source, 'spread or asked for its keys', { hint, trap: ownKeys });
  },
  set: function set({ facts }) {
    throw refuse(facts.source, 'assigned to', { hint: UNCHANGEABLE, trap: set });
  },
  defineProperty: function defineProperty({ facts }) {
    throw refuse(facts.source, 'assigned to', { hint: UNCHANGEABLE, trap: defineProperty });
  },
  deleteProperty: function deleteProperty({ facts }) {
    throw refuse(facts.source, 'deleted from', { hint: UNCHANGEABLE, trap: deleteProperty });
  },
};

/** `list.map(…)`: the list. A field of that name is a field until it is called. */
function findMapped(source: ReferenceSource): ReferenceSource | undefined {
  if (source.kind === 'text' || source.path.at(-1) !== 'map') return undefined;
  return { ...source, path: source.path.slice(0, -1) };
}

function readSymbol({ source, recorder }: Target['facts'], key: symbol, trap: AnyTrap): unknown {
  if (key === Symbol.toPrimitive) {
    const hint = 'Calculate and compare in a task; for a string, use text`…${ref}…`.';
    throw refuse(source, 'used in a calculation, a comparison or a string', { hint, trap });
  }
  if (key === Symbol.asyncIterator || (key === Symbol.iterator && isScalar(source)))
    throw refuseIteration(source, trap);
  return key === Symbol.iterator ? () => takeApart(source, recorder) : undefined;
}

/** Nobody takes a longer list apart into names. */
const NAMED_PARTS = 32;

/** `([day, count]) => …`: as many parts as there are names for. A loop would not end, and is refused. */
function* takeApart(source: ReferenceSource, recorder: Recorder): Generator<object> {
  const length = countParts(source, recorder) ?? NAMED_PARTS;
  for (let index = 0; index < length; index += 1)
    yield createReference(descend(source, String(index), takeApart), recorder);
  if (length === NAMED_PARTS) throw refuseIteration(source, takeApart);
}

/** Of an element of `zip` or `cross`, one part of each list. */
function countParts(source: ReferenceSource, recorder: Recorder): number | undefined {
  if (source.kind !== 'item' || source.path.length > 0) return undefined;
  const over = recorder.maps.get(source.mapId)?.over;
  return over?.kind === 'zip' || over?.kind === 'cross' ? over.lists.length : undefined;
}

function refuseIteration(source: ReferenceSource, trap: AnyTrap): TaskloomError {
  const hint =
    'Run tasks for each element by `ref.map((item) => …)`, or index it, `ref[0]`: its length is not known yet.';
  return refuse(source, 'iterated', { hint, trap });
}

const LIST_POSITION = /^(?:0|[1-9]\d*)$/;

/** The source of a field of the value. @throws TaskloomError REFERENCE_MISUSED where it cannot have any */
function descend(source: ReferenceSource, key: string, trap: AnyTrap): ReferenceSource {
  if (source.kind === 'text' || isScalar(source))
    throw refuse(source, `asked for "${key}"`, { hint: USE_A_TASK, trap });
  if (source.kind === 'context' && !CONTEXT_FIELDS.includes(key)) {
    throw authorError('REFERENCE_MISUSED', `The context of a run has no "${key}".`, {
      hint: describeNearest(key, CONTEXT_FIELDS),
      location: findCallSite(trap),
    });
  }
  return { ...source, path: [...source.path, isListPosition(key) ? Number(key) : key] };
}

function isScalar(source: ReferenceSource): boolean {
  return source.kind === 'text' || (source.kind === 'context' && source.path.length > 0);
}

/** Longer digits are a key: a number would lose some of them. */
function isListPosition(key: string): boolean {
  return LIST_POSITION.test(key) && Number.isSafeInteger(Number(key));
}

// biome-ignore lint/complexity/noBannedTypes: any trap
type AnyTrap = Function;

function refuse(
  source: ReferenceSource,
  use: string,
  { hint, trap }: { readonly hint: string; readonly trap: AnyTrap },
): TaskloomError {
  return authorError('REFERENCE_MISUSED', `${describeSource(source)} has no value yet and cannot be ${use} in flow.`, {
    hint,
    location: findCallSite(trap),
  });
}

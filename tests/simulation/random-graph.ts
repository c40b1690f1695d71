/** Random graphs, and what each instance of their tasks comes to: everything that a run depends on but time. */
import type { InputSpec, MapSpec, TaskRule } from '@taskloom/sdk/internal';
import fc from 'fast-check';
import type { PlannedTask } from '../../packages/runtime/src/ports.js';

export type Fate = 'success' | 'failed' | 'skipped';

export interface RandomTask {
  readonly id: string;
  readonly upstream: readonly string[];
  readonly rule: TaskRule;
  readonly retries: number;
  readonly mapId?: string;
  readonly phase?: 'setup' | 'teardown';
  readonly pool?: string;
  readonly poolSlots: number;
  readonly maxActive?: number;
  readonly weight: number;
  /** It decides: which of the tasks right below it are skipped when it has succeeded. */
  readonly skips: readonly string[];
}

export interface RandomGraph {
  readonly tasks: readonly RandomTask[];
  /** `source` is absent where the list is known from the beginning. */
  readonly maps: readonly { readonly mapId: string; readonly parentId?: string; readonly source?: string }[];
  readonly concurrency: number;
  /** What instances come to, and how long lists are: by the instance's name. */
  readonly seed: number;
}

const WAITING_RULES = [
  'all_success',
  'all_success',
  'all_success',
  'all_failed',
  'all_done',
  'all_done_min_one_success',
  'all_skipped',
  'none_failed',
  'none_failed_min_one_success',
  'none_skipped',
] as const;
const EARLY_RULES = ['one_success', 'one_failed', 'one_done', 'always'] as const;

export interface GraphOptions {
  /** Rules that do not wait for every upstream: what such a task sees depends on time. */
  readonly early: boolean;
  readonly maxTasks: number;
}

export function randomGraph({ early, maxTasks }: GraphOptions): fc.Arbitrary<RandomGraph> {
  const rules = early ? [...WAITING_RULES, ...EARLY_RULES] : WAITING_RULES;
  const draft = fc.record({
    upstream: fc.nat(2 ** 12 - 1),
    sparse: fc.nat(2 ** 12 - 1),
    rule: fc.constantFrom<TaskRule>(...rules),
    retries: fc.constantFrom(0, 0, 0, 1),
    place: fc.constantFrom('outside', 'outside', 'x', 'x', 'y', 'z'),
    phase: fc.constantFrom(
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      'setup' as const,
      'teardown' as const,
    ),
    pool: fc.constantFrom(undefined, undefined, 'small'),
    poolSlots: fc.constantFrom(1, 1, 2),
    maxActive: fc.constantFrom(undefined, undefined, 1, 2),
    weight: fc.constantFrom(1, 1, 5),
    decides: fc.constantFrom(false, false, true),
    skips: fc.nat(2 ** 12 - 1),
  });
  return fc
    .record({
      drafts: fc.array(draft, { minLength: 1, maxLength: maxTasks }),
      sources: fc.record({ x: fc.constantFrom('t0', undefined), y: fc.boolean(), z: fc.constantFrom('t0', undefined) }),
      concurrency: fc.integer({ min: 1, max: 4 }),
      seed: fc.nat(),
    })
    .map(({ drafts, sources, concurrency, seed }) => ({ ...build(drafts, sources), concurrency, seed }));
}

interface Draft extends Omit<RandomTask, 'id' | 'upstream' | 'mapId' | 'phase' | 'pool' | 'maxActive' | 'skips'> {
  readonly upstream: number;
  readonly sparse: number;
  readonly place: string;
  readonly phase: RandomTask['phase'] | undefined;
  readonly pool: string | undefined;
  readonly maxActive: number | undefined;
  readonly decides: boolean;
  readonly skips: number;
}

/** The first task is outside of all maps, so that one can be over what it gives; `y` is in `x`, over what `x`'s first task gives. */
function build(
  drafts: readonly Draft[],
  sources: { readonly x: string | undefined; readonly y: boolean; readonly z: string | undefined },
): Pick<RandomGraph, 'tasks' | 'maps'> {
  const ids = drafts.map((_, index) => `t${index}`);
  const places = drafts.map(({ place }, index) => (index === 0 ? 'outside' : place));
  const firstOfX = places.indexOf('x');
  const ySource = sources.y && firstOfX !== -1 ? ids[firstOfX] : undefined;
  // What is in `y` comes after what gives its list.
  const settled = places.map((place, index) => (place === 'y' && (firstOfX === -1 || index < firstOfX) ? 'x' : place));
  const sourceOf = (place: string): string | undefined =>
    place === 'x' ? sources.x : place === 'y' ? (ySource ?? sources.x) : place === 'z' ? sources.z : undefined;
  const tasks = drafts.map((one, index): RandomTask => {
    const place = settled[index] ?? 'outside';
    const above = ids.slice(0, index).filter((_, bit) => ((one.upstream & one.sparse) >> bit) & 1);
    const inside = above.filter((id) => isWithin(settled[ids.indexOf(id)] ?? '', place));
    const source = sourceOf(place);
    const upstream = source === undefined || inside.length > 0 ? above : [...new Set([...above, source])];
    const isTeardown = one.phase === 'teardown';
    const needsWait = source !== undefined && one.rule === 'always';
    const afterSetup = upstream.some((id) => drafts[ids.indexOf(id)]?.phase === 'setup');
    const rule = isTeardown ? 'all_done_setup_success' : needsWait || afterSetup ? 'all_success' : one.rule;
    return {
      id: `t${index}`,
      upstream: upstream.filter((id) => id !== `t${index}`),
      rule,
      retries: one.retries,
      ...(place === 'outside' ? {} : { mapId: place }),
      ...(one.phase === undefined ? {} : { phase: one.phase }),
      ...(one.pool === undefined ? {} : { pool: one.pool }),
      poolSlots: one.poolSlots,
      ...(one.maxActive === undefined ? {} : { maxActive: one.maxActive }),
      weight: one.weight,
      skips: [],
    };
  });
  const deciding = tasks.map((one, index) => {
    const below = tasks.filter(({ upstream }) => upstream.includes(one.id)).map(({ id }) => id);
    const { decides = false, skips = 0 } = drafts[index] ?? {};
    return { ...one, skips: decides ? below.filter((_, bit) => (skips >> bit) & 1) : [] };
  });
  const used = new Set(settled);
  const maps = [
    { mapId: 'x', source: sources.x },
    { mapId: 'y', parentId: 'x', source: ySource },
    { mapId: 'z', source: sources.z },
  ].filter(({ mapId }) => used.has(mapId) || (mapId === 'x' && used.has('y')));
  return { tasks: deciding, maps: maps.map(({ source, ...map }) => (source === undefined ? map : { ...map, source })) };
}

/** `y` is in `x`. */
function isWithin(place: string, around: string): boolean {
  return place === around || (place === 'y' && around === 'x');
}

export function planTasks({ tasks }: RandomGraph): PlannedTask[] {
  class Empty {
    flow(): void {}
  }
  return tasks.map(({ id, upstream, rule, retries, mapId, phase, pool, poolSlots, maxActive, weight }) => {
    const options = {
      retries,
      retryDelayMs: 1000,
      triggerRule: rule,
      priorityWeight: weight,
      ...(pool === undefined ? {} : { pool, poolSlots }),
      ...(maxActive === undefined ? {} : { maxActive }),
    };
    const fn = (): void => undefined;
    return {
      spec: {
        taskId: id,
        method: id,
        kind: 'typescript',
        options,
        args: [],
        upstream,
        ...(mapId === undefined ? {} : { mapId }),
        ...(phase === undefined
          ? {}
          : { phase: phase === 'setup' ? { kind: phase } : { kind: phase, onFailureFailDagRun: false } }),
      },
      method: { name: id, kind: 'typescript', fn, declaringClass: 'Empty', options, conditions: [] },
      dagClass: Empty,
      location: { file: '/pipeline.ts', line: 1, column: 1 },
    };
  });
}

export function planMaps({ maps }: RandomGraph): MapSpec[] {
  return maps.map(({ mapId, parentId, source }) => {
    const over: InputSpec =
      source === undefined ? { kind: 'value', value: [] } : { kind: 'xcom', taskId: source, path: [] };
    return { mapId, over, result: { kind: 'value', value: null }, ...(parentId === undefined ? {} : { parentId }) };
  });
}

/** The same for the same name, whenever it is asked. */
export function chooseFate(seed: number, name: string): Fate {
  const number = hash(seed, name) % 100;
  return number < 70 ? 'success' : number < 85 ? 'failed' : 'skipped';
}

export function chooseLength(seed: number, name: string): number {
  return hash(seed, name) % 4;
}

function hash(seed: number, name: string): number {
  let value = seed | 0;
  for (let at = 0; at < name.length; at += 1)
    value = (Math.imul(value ^ name.charCodeAt(at), 0x9e3779b1) ^ (value >>> 15)) | 0;
  return ((value ^ (value >>> 13)) >>> 0) % 1_000_003;
}

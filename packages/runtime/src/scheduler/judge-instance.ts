/** What becomes of an instance, from the groups that it waits for. Pure functions. */
import type { Instance } from './instance.js';
import { addTally, decide, startTally, type UpstreamTally, type Verdict } from './rules/trigger-rule.js';
import type { Edge } from './task-graph.js';
import type { Group } from './upstream-counts.js';

/** Of one that is no whole. `wait` as long as its rule has to. */
export function decideSingle({ node, upstream, setups }: Instance): Verdict {
  const { triggerRule } = node.task.spec.options;
  const isSetup = (_: Group, index: number): boolean => node.upstream[index]?.up.task.spec.phase?.kind === 'setup';
  const own = decide(triggerRule, sumGroups(upstream), sumGroups(upstream.filter(isSetup)));
  return combine([own, judgeAll(setups)]);
}

/** Setups further up: each of them must have succeeded. */
export function judgeAll(groups: readonly Group[]): Verdict {
  return decide('all_success', sumGroups(groups));
}

/**
 * A list that a task could not give, because it failed or was skipped, skips or fails what is mapped over it whatever
 * the rule, as in Airflow (MappedTaskUpstreamDep). Of a task that is mapped itself only its end as a whole counts.
 */
export function judgeSources(edges: readonly Edge[], groups: readonly Group[]): Verdict {
  const ended = groups.filter(({ whole }, index) => whole !== undefined || isSingle(edges[index]));
  return judgeAll(ended);
}

function isSingle(edge: Edge | undefined): boolean {
  return edge !== undefined && edge.up.maps.length === edge.shared;
}

export function combine(verdicts: readonly Verdict[]): Verdict {
  return (['upstream_failed', 'skipped', 'wait'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'run';
}

export function sumGroups(groups: readonly Group[]): UpstreamTally {
  const sum = startTally(0);
  for (const group of groups) addTally(sum, group);
  return sum;
}

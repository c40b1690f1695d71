/** Order without data, as in Airflow: `chain` and `crossDownstream`. */
import { inspect } from 'node:util';
import { findCallSite } from '../call-site.js';
import type { SourceLocation } from '../errors.js';
import { getRecorder, type LinkEnd, type Recorder } from './recorder.js';
import { findStandIn, type StandIn } from './stand-ins.js';
import type { Link } from './xcom.js';

/**
 * Each step comes before the next. Two lists side by side must be of equal length and are joined element by element;
 * a list beside a single step is joined with it whole. What does not fit is a problem of the DAG: CHAIN_INVALID,
 * GROUP_UNKNOWN, REFERENCE_FOREIGN.
 *
 * @throws TaskloomError FLOW_NOT_RUNNING
 */
export function chain(...steps: (Link | readonly Link[])[]): void {
  const location = findCallSite(chain);
  const call = { name: 'chain', recorder: getRecorder('chain', location), location };
  const ends = steps.map((step, index) => readStep(step, `step ${index + 1}`, call));
  for (const [index, down] of ends.entries()) {
    const up = ends[index - 1];
    if (up !== undefined) connect(up, down, call);
  }
}

/** Every step of `downstream` comes after every step of `upstream`. @throws TaskloomError FLOW_NOT_RUNNING */
export function crossDownstream(upstream: readonly Link[], downstream: readonly Link[]): void {
  const location = findCallSite(crossDownstream);
  const call = { name: 'crossDownstream', recorder: getRecorder('crossDownstream', location), location };
  const ups = readLinks(upstream, 'the first list', call);
  const downs = readLinks(downstream, 'the second list', call);
  connect({ isList: false, ends: ups }, { isList: false, ends: downs }, call);
}

interface Call {
  readonly name: string;
  readonly recorder: Recorder;
  readonly location: SourceLocation | undefined;
}

/** An end is undefined where its problem has been reported. */
type Ends = readonly (LinkEnd | undefined)[];

interface Step {
  readonly isList: boolean;
  readonly ends: Ends;
}

function readStep(step: Link | readonly Link[], what: string, call: Call): Step {
  const isList = Array.isArray(step) && findStandIn(step) === undefined;
  return isList ? { isList, ends: readLinks(step, what, call) } : { isList, ends: [readLink(step, what, call)] };
}

function readLinks(links: readonly unknown[], what: string, call: Call): Ends {
  return links.map((link, index) => readLink(link, `element ${index + 1} of ${what}`, call));
}

function readLink(link: unknown, what: string, call: Call): LinkEnd | undefined {
  const standIn = findStandIn(link);
  if (standIn === undefined || standIn.kind === 'handle') return refuse(link, what, { call, standIn });
  if (standIn.recorder !== call.recorder) return refuseForeign(standIn, what, call);
  if (standIn.kind === 'group') return { kind: 'group', groupId: standIn.groupId };
  if (standIn.source.kind === 'xcom') return { kind: 'task', taskId: standIn.source.taskId };
  if (standIn.source.kind === 'mapped') return { kind: 'map', mapId: standIn.source.mapId };
  return refuse(link, what, { call, standIn });
}

function refuse(
  link: unknown,
  what: string,
  { call, standIn }: { call: Call; standIn: StandIn | undefined },
): undefined {
  const { name, recorder, location } = call;
  if (standIn === undefined && typeof (link as { groupId?: unknown } | null | undefined)?.groupId === 'string') {
    const message = `${name}: ${what} has a groupId, but is not what group() gave.`;
    return recorder.report('GROUP_UNKNOWN', message, { hint: 'Pass what group() returned.', location }) as undefined;
  }
  const isHandle = standIn?.kind === 'handle';
  const said = isHandle ? `the task "${standIn.name}", which is not called` : inspect(link, { depth: 0 });
  recorder.report('CHAIN_INVALID', `${name}: ${what} is ${said}, not the result of a task or a group.`, {
    hint: isHandle ? `Call it: ${standIn.name}(…).` : 'Pass what calling a task or group() returned.',
    location,
  });
  return undefined;
}

function refuseForeign(standIn: Exclude<StandIn, { kind: 'handle' }>, what: string, call: Call): undefined {
  const { name, recorder, location } = call;
  const code = standIn.kind === 'group' ? 'GROUP_UNKNOWN' : 'REFERENCE_FOREIGN';
  const said = standIn.kind === 'group' ? `the group "${standIn.groupId}"` : 'a reference';
  recorder.report(code, `${name}: ${what} is ${said} of another call of a flow.`, {
    hint: 'Link what this flow has made.',
    location,
  });
}

function connect(up: Step, down: Step, { name, recorder, location }: Call): void {
  const arePaired = up.isList && down.isList;
  if (arePaired && up.ends.length !== down.ends.length) {
    const lengths = `${up.ends.length} next to a list of ${down.ends.length}`;
    recorder.report('CHAIN_INVALID', `${name} has a list of ${lengths}.`, {
      hint: 'Make them equally long, or join all with all by crossDownstream(…).',
      location,
    });
    return;
  }
  const add = (from: LinkEnd | undefined, to: LinkEnd | undefined): void => {
    if (from !== undefined && to !== undefined) recorder.edges.push({ from, to, location });
  };
  if (arePaired) for (const [index, from] of up.ends.entries()) add(from, down.ends[index]);
  else for (const from of up.ends) for (const to of down.ends) add(from, to);
}

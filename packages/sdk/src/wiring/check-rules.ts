/** Trigger rules, and lists of maps, that have no meaning where they stand. */
import type { TaskSpec } from '../spec/dag-spec.js';
import { listUpstream } from './inputs.js';
import type { Recorder } from './recorder.js';
import type { Upstreams } from './resolve-edges.js';

/**
 * Reports RULE_INVALID, as Airflow refuses it: `always` on a task that is mapped over what another task gives, since it
 * cannot run before there is a list; and a rule other than `all_success` right behind a setup, which must have succeeded.
 */
export function checkRules(upstreams: Upstreams, recorder: Recorder): void {
  for (const task of recorder.tasks.values()) {
    const { taskId, options, phase, calledAt: location } = task;
    const { triggerRule } = options;
    if (triggerRule === 'always' && isMappedOverTask(task, recorder)) {
      const message = `"${taskId}" has the trigger rule "always", but is mapped over what another task gives.`;
      recorder.report('RULE_INVALID', message, {
        hint: 'Choose a rule that waits for the list, like all_done.',
        location,
      });
    }
    if (triggerRule === 'all_success' || phase?.kind === 'teardown') continue;
    const setup = [...(upstreams.get(taskId)?.keys() ?? [])].find(
      (id) => recorder.tasks.get(id)?.phase?.kind === 'setup',
    );
    if (setup === undefined) continue;
    const message = `"${taskId}" comes right after the setup "${setup}" and has the trigger rule "${triggerRule}".`;
    recorder.report('RULE_INVALID', message, {
      hint: 'Leave `triggerRule` out: what needs a setup runs when it has succeeded. Or put a task between the two.',
      location,
    });
  }
}

/** Reports MAP_INVALID for a list that is never kept. */
export function checkLists(recorder: Recorder): void {
  const { maps, tasks } = recorder;
  for (const { over, calledAt: location } of maps.values()) {
    const lists = 'lists' in over ? over.lists : [over];
    const id = lists
      .flatMap((list) => (list.kind === 'xcom' ? [list.taskId] : []))
      .find((taskId) => {
        return tasks.get(taskId)?.options.pushXCom === false;
      });
    if (id === undefined) continue;
    recorder.report(
      'MAP_INVALID',
      `Tasks are mapped over what "${id}" returns, which is not kept: it has \`pushXCom: false\`.`,
      {
        hint: 'Take the option away, or map over another list.',
        location,
      },
    );
  }
}

function isMappedOverTask({ mapId }: Pick<TaskSpec, 'mapId'>, { maps }: Recorder): boolean {
  for (let map = maps.get(mapId ?? ''); map !== undefined; map = maps.get(map.parentId ?? '')) {
    if (listUpstream(map.over, maps).length > 0) return true;
  }
  return false;
}

/** What tasks are mapped over, in a few words: `days`, `params.days`, `words × 2 values`. */
import type { InputSpec } from '@taskloom/sdk/internal';

export function describeList(list: InputSpec): string {
  switch (list.kind) {
    case 'xcom':
      return list.taskId + describePath(list.path);
    case 'param':
      return `params${describePath(list.path)}`;
    case 'item':
      return `its element${describePath(list.path)}`;
    case 'mapped':
      return `what ${list.mapId} gave${describePath(list.path)}`;
    case 'cross':
      return list.lists.map(describeList).join(' × ');
    case 'zip':
    case 'concat':
      return `${list.kind}(${list.lists.map(describeList).join(', ')})${describePath(list.path)}`;
    case 'list':
      return countValues(list.items.length);
    case 'object':
      return countValues(list.entries.length);
    case 'value':
      return countValues(Object.keys(list.value ?? {}).length);
    default:
      return list.kind;
  }
}

function countValues(count: number): string {
  return count === 1 ? '1 value' : `${count} values`;
}

function describePath(path: readonly (string | number)[]): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
}

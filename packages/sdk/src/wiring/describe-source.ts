/** References in messages, and in what `console.log` shows of them. */
import type { ReferenceSource } from './stand-ins.js';

const NAME = /^[A-Za-z_$][\w$]*$/;

/** `XCom<summarize>.total`, `params.region`, `context.ds`, text`…`. */
export function describeSource(source: ReferenceSource): string {
  switch (source.kind) {
    case 'text':
      return 'text`…`';
    case 'xcom':
      return `XCom<${source.taskId}>${describePath(source.path)}`;
    case 'item':
      return `an element of ${source.mapId}${describePath(source.path)}`;
    case 'mapped':
      return `the results of ${source.mapId}${describePath(source.path)}`;
    case 'zip':
    case 'cross':
    case 'concat':
      return `${source.kind}(…)${describePath(source.path)}`;
    case 'param':
      return `params${describePath(source.path)}`;
    case 'context':
      return `context${describePath(source.path)}`;
  }
}

function describePath(path: readonly (string | number)[]): string {
  return path.map((step) => (NAME.test(String(step)) ? `.${step}` : `[${JSON.stringify(step)}]`)).join('');
}

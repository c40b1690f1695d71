/**
 * References to what a run knows, in Airflow's names: `{{ params.x }}`, `{{ ds }}`. Nothing else of Jinja: no filters, no
 * statements.
 */
import { decodeFromText, describeNearest } from '@taskloom/sdk/internal';
import type { RunContextFacts } from '../context-facts.js';
import { Mistake } from './scanner.js';

/** What a task's templates are rendered with. */
export interface TemplateFacts extends RunContextFacts {
  readonly taskId: string;
}

/** Text, and references with what stands before them. */
interface Piece {
  readonly before: string;
  /** Undefined at the end of the text. */
  readonly reference?: { readonly name: string; readonly column: number };
}

export function isTemplate(text: string): boolean {
  return /\{[{%#]/.test(text);
}

/** The first mistake in it; undefined where there is none. */
export function checkTemplate(text: string): Mistake | undefined {
  return catchMistake(() => {
    splitTemplate(text);
    return undefined;
  });
}

/** With the values in the place of the references, or the first mistake: a column is one of the template. */
export function renderTemplate(text: string, facts: TemplateFacts): string | Mistake {
  return catchMistake(() =>
    splitTemplate(text)
      .map(({ before, reference }) => before + (reference === undefined ? '' : findValue(reference, facts)))
      .join(''),
  );
}

function catchMistake<T>(work: () => T): T | Mistake {
  try {
    return work();
  } catch (error) {
    if (error instanceof Mistake) return error;
    throw error;
  }
}

function splitTemplate(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { index, 0: opening } of text.matchAll(/\{[{%#]/g)) {
    if (index < at) continue;
    if (opening !== '{{')
      throw new Mistake(index + 1, `only references such as ${EXAMPLE} are rendered, not ${opening}`);
    const end = text.indexOf('}}', index);
    if (end < 0) throw new Mistake(index + 1, '`{{` is not closed by `}}`');
    const inside = text.slice(index + 2, end);
    const column = index + 3 + (inside.length - inside.trimStart().length);
    pieces.push({ before: text.slice(at, index), reference: { name: checkName(inside.trim(), column), column } });
    at = end + 2;
  }
  return [...pieces, { before: text.slice(at) }];
}

const EXAMPLE = '`{{ params.x }}`';

function checkName(name: string, column: number): string {
  if (!/^[A-Za-z_]\w*(?:\.\w+)*$/.test(name))
    throw new Mistake(column, `a name such as \`params.x\` is expected here, and nothing else of Jinja`);
  if (/^params\../.test(name) || Object.hasOwn(KNOWN, name)) return name;
  throw new Mistake(column, `a run tells nothing of the name ${name}. ${describeNearest(name, Object.keys(KNOWN))}`);
}

/** Airflow's names. Instants are written as `ts` is. */
const KNOWN: Readonly<Record<string, (facts: TemplateFacts) => string>> = {
  ds: ({ ds }) => ds,
  ds_nodash: ({ dsNodash }) => dsNodash,
  ts: ({ ts }) => ts,
  ts_nodash: ({ tsNodash }) => tsNodash,
  ts_nodash_with_tz: ({ tsNodashWithTz }) => tsNodashWithTz,
  logical_date: ({ logicalDate }) => formatInstant(logicalDate),
  data_interval_start: ({ dataIntervalStart }) => formatInstant(dataIntervalStart),
  data_interval_end: ({ dataIntervalEnd }) => formatInstant(dataIntervalEnd),
  run_id: ({ runId }) => runId,
  'dag_run.run_id': ({ runId }) => runId,
  'dag_run.logical_date': ({ logicalDate }) => formatInstant(logicalDate),
  dag_id: ({ dagId }) => dagId,
  'dag.dag_id': ({ dagId }) => dagId,
  task_id: ({ taskId }) => taskId,
  'task.task_id': ({ taskId }) => taskId,
  'ti.task_id': ({ taskId }) => taskId,
};

/** As Python writes it. */
function formatInstant(instant: string): string {
  return instant.replace(/\.000Z$/, '+00:00').replace(/\.(\d{3})Z$/, '.$1000+00:00');
}

/** One piece of one line, whoever gave it: no option, and no line of its own. */
function findValue({ name, column }: NonNullable<Piece['reference']>, facts: TemplateFacts): string {
  const value = Object.hasOwn(KNOWN, name) ? KNOWN[name]?.(facts) : findParam(name, facts);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'string')
    throw new Mistake(column, `${name} ${describeValue(value)}: a text or a number can be put in`);
  if (hasControl(value)) throw new Mistake(column, `${name} has a line break or another control character in it`);
  if (/^\s*-/.test(value))
    throw new Mistake(column, `${name} is ${JSON.stringify(value)}: what is put in may not begin with \`-\``);
  return value;
}

function findParam(name: string, { params }: TemplateFacts): unknown {
  const [, ...steps] = name.split('.');
  return steps.reduce<unknown>((value, step) => {
    const isHolder = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
    return isHolder ? (value as Readonly<Record<string, unknown>>)[step] : undefined;
  }, decodeFromText(params));
}

function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'has no value';
  if (Array.isArray(value)) return 'is a list';
  return typeof value === 'boolean' ? `is ${value}` : 'is an object';
}

function hasControl(text: string): boolean {
  return /\p{Cc}|[\u2028\u2029]/u.test(text);
}

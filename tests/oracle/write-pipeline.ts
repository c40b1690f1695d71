/** Writes graphs as the pipeline classes that an author would write. */
import type { Arg, Graph, GraphTask } from './graph.js';

export type Language = 'typescript' | 'python';

/** A module that exports a class for each graph, in order: `Case0`, `Case1`, … */
export function writePipelines(graphs: readonly Graph[], language: Language): string {
  const imports = `
import { chain, crossDownstream, dag, group, python, type Run, type Tasks, task } from '@taskloom/sdk';
import { z } from 'zod';
import { runBody, PYTHON } from '${import.meta.dirname}/bodies.js';
`;
  return [imports, ...graphs.map((graph, index) => writeClass(graph, `Case${index}`, language))].join('\n');
}

function writeClass(graph: Graph, name: string, language: Language): string {
  const methods = new Map(graph.tasks.filter(({ of }) => of === undefined).map((one, index) => [one.id, `m${index}`]));
  const bodies = graph.tasks
    .filter(({ of }) => of === undefined)
    .map((one) => writeMethod(one, methods.get(one.id) ?? '', language));
  const options = [
    `id: ${JSON.stringify(graph.id.replaceAll(/[^A-Za-z0-9_.-]/g, '.'))}`,
    ...(graph.params === undefined ? [] : [`params: z.looseObject(${writeParams(graph.params)})`]),
  ];
  return `
@dag({ ${options.join(', ')} })
export class ${name} {
${bodies.join('\n')}
  flow(tasks: Tasks<${name}>, { params }: Run<any>) {
    const results: Record<string, any> = {};
${writeFlow(graph, methods).join('\n')}
  }
}`;
}

function writeParams(params: Readonly<Record<string, unknown>>): string {
  return `{ ${Object.entries(params).map(([name, value]) => `${name}: z.any().default(${JSON.stringify(value)})`)} }`;
}

function writeMethod(
  { id, args = [], rule, retries = 0, ...facts }: GraphTask,
  method: string,
  language: Language,
): string {
  const name = id.split('.').at(-1);
  const shared = `taskId: '${name}', retries: ${retries}, retryDelay: 0, triggerRule: '${rule ?? 'all_success'}'`;
  const { role, inner } = readRole(facts.do);
  const body = JSON.stringify({ do: inner, failOn: facts.failOn, skipOn: facts.skipOn, slow: facts.slow });
  const parameters = args.map((_, index) => `a${index}: any`).join(', ');
  const values = args.map((_, index) => `a${index}`).join(', ');
  if (language === 'typescript') {
    return `  ${role} @task({ ${shared} }) ${method}(${parameters}): any { return runBody(${body}, [${values}]); }`;
  }
  return `  ${role} @task.externalPython({ python: PYTHON, ${shared} }) ${method}(${parameters}): any {
    return python\`
      import oracle_bodies
      return oracle_bodies.run(\${${body}}, [${args.map((_, index) => `\${a${index}}`).join(', ')}])
    \`;
  }`;
}

/** The decorator of a branch or a short circuit, and what its body does. */
function readRole(what: unknown): { readonly role: string; readonly inner: unknown } {
  if (typeof what !== 'object' || what === null) return { role: '', inner: what };
  const { branch, shortCircuit, ignoreRules = true } = what as Record<string, unknown>;
  if (branch !== undefined) return { role: '@task.branch()', inner: branch };
  if (shortCircuit === undefined) return { role: '', inner: what };
  return { role: `@task.shortCircuit({ ignoreDownstreamTriggerRules: ${ignoreRules} })`, inner: shortCircuit };
}

/** Tasks in order of declaration; those of a group where its first task stands. */
function writeFlow(graph: Graph, methods: ReadonlyMap<string, string>): string[] {
  const groups = [...(graph.groups ?? []), ...graph.tasks.map(({ id }) => id.split('.').slice(0, -1).join('.'))];
  const lines: string[] = [];
  const written = new Set<string>();
  const write = (prefix: string, margin: string): void => {
    const isInside = (id: string): boolean => prefix === '' || id.startsWith(`${prefix}.`);
    const depth = prefix === '' ? 0 : prefix.split('.').length;
    const entries = [...graph.tasks.map(({ id }) => id), ...groups.filter((id) => id !== '').map((id) => `${id}.`)];
    for (const id of entries.filter(isInside)) {
      const parts = id.split('.');
      const child = parts.slice(0, depth + 1).join('.');
      // An empty group has no task that would bring it up.
      if (written.has(child) || parts[depth] === '') continue;
      written.add(child);
      if (parts.length === depth + 1) {
        lines.push(`${margin}${writeCall(graph.tasks.find((one) => one.id === id) as GraphTask, methods)}`);
        continue;
      }
      lines.push(`${margin}results['${child}'] = group('${parts[depth]}', () => {`);
      write(child, `${margin}  `);
      lines.push(`${margin}});`);
    }
  };
  write('', '    ');
  const steps = (ids: readonly (string | readonly string[])[]): string =>
    ids.map((one) => (typeof one === 'string' ? `results['${one}']` : `[${steps(one)}]`)).join(', ');
  return [
    ...lines,
    ...(graph.edges ?? []).map((edge) => `    chain(${steps(edge)});`),
    ...(graph.chains ?? []).map((chained) => `    chain(${steps(chained)});`),
    ...(graph.crosses ?? []).map(([ups, downs]) => `    crossDownstream([${steps(ups)}], [${steps(downs)}]);`),
  ];
}

function writeCall({ id, of, rename, args = [] }: GraphTask, methods: ReadonlyMap<string, string>): string {
  const method = methods.get(of ?? id);
  const handle = rename === undefined ? `tasks.${method}` : `tasks.${method}.override({ taskId: '${rename}' })`;
  return `results['${id}'] = ${handle}(${args.map(writeArg).join(', ')});`;
}

function writeArg(arg: Arg): string {
  if ('value' in arg) return JSON.stringify(arg.value);
  if ('param' in arg) return `params.${arg.param}`;
  if ('list' in arg) return `[${arg.list.map(writeArg).join(', ')}]`;
  if ('object' in arg) {
    return `{ ${Object.entries(arg.object).map(([key, value]) => `${JSON.stringify(key)}: ${writeArg(value)}`)} }`;
  }
  return `results['${arg.ref}']${(arg.key ?? []).map((key) => `[${JSON.stringify(key)}]`).join('')}`;
}

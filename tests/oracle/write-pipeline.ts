/** Writes graphs as the pipeline classes that an author would write. */
import type { Arg, Graph, GraphTask, List, MapBlock } from './graph.js';

export type Language = 'typescript' | 'python';

/** A module that exports a class for each graph, in order: `Case0`, `Case1`, … */
export function writePipelines(graphs: readonly Graph[], language: Language): string {
  const imports = `
import {
  chain, concat, cross, crossDownstream, dag, group, python, type Run, scoped, type Tasks, task, zip,
} from '@taskloom/sdk';
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
    ...(graph.failFast === true ? ['failFast: true'] : []),
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
  { id, args: given = [], expand = [], keys = [], rule, retries = 0, ...facts }: GraphTask,
  method: string,
  language: Language,
): string {
  const name = id.split('.').at(-1);
  const ruled = rule === undefined ? '' : `, triggerRule: '${rule}'`;
  const shared = `taskId: '${name}', retries: ${retries}, retryDelay: 0${ruled}`;
  const { role: decider, inner } = readRole(facts.do);
  const role = `${decider} ${writePhase(facts)}`;
  const args = [...given, ...expand, ...keys];
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

function writePhase({ role, failRun = false }: Pick<GraphTask, 'role' | 'failRun'>): string {
  if (role === undefined) return '';
  return role === 'setup' ? '@task.setup()' : `@task.teardown({ onFailureFailDagRun: ${failRun} })`;
}

/** The decorator of a branch or a short circuit, and what its body does. */
function readRole(what: unknown): { readonly role: string; readonly inner: unknown } {
  if (typeof what !== 'object' || what === null) return { role: '', inner: what };
  const { branch, shortCircuit, ignoreRules = true } = what as Record<string, unknown>;
  if (branch !== undefined) return { role: '@task.branch()', inner: branch };
  if (shortCircuit === undefined) return { role: '', inner: what };
  return { role: `@task.shortCircuit({ ignoreDownstreamTriggerRules: ${ignoreRules} })`, inner: shortCircuit };
}

/** What tasks stand in, beside groups: blocks of code that are opened where the first of them stands. */
interface Block {
  readonly tasks: readonly string[];
  readonly open: string;
  readonly close: readonly string[];
}

/** Tasks in order of declaration; those of a group, a map or a scope where its first task stands. */
function writeFlow(graph: Graph, methods: ReadonlyMap<string, string>): string[] {
  const written = new Set<string>();
  const lines: string[] = [];
  const blocks = listBlocks(graph);
  const write = (ids: readonly string[], inside: readonly Block[], margin: string): void => {
    for (const id of ids) {
      if (written.has(id)) continue;
      const block = blocks.find((one) => one.tasks.includes(id) && !inside.includes(one));
      if (block !== undefined) {
        lines.push(margin + block.open);
        write(block.tasks, [...inside, block], `${margin}  `);
        lines.push(...block.close.map((line) => margin + line));
        continue;
      }
      written.add(id);
      const found = graph.tasks.find((one) => one.id === id);
      if (found !== undefined) lines.push(`${margin}${writeCall(found, methods)}`);
    }
  };
  const empty = (graph.groups ?? []).filter((id) => !graph.tasks.some((one) => one.id.startsWith(`${id}.`)));
  write([...graph.tasks.map(({ id }) => id), ...empty.map((id) => `${id}.`)], [], '    ');
  return [
    ...lines,
    ...writeEdges(graph.edges),
    ...(graph.chains ?? []).map((chained) => `    chain(${writeSteps(chained)});`),
    ...(graph.crosses ?? []).map(([ups, downs]) => {
      return `    crossDownstream([${writeSteps(ups)}], [${writeSteps(downs)}]);`;
    }),
  ];
}

function writeEdges(edges: Graph['edges'] = []): readonly string[] {
  return edges.map((edge) => `    chain(${writeSteps(edge)});`);
}

function writeSteps(ids: readonly (string | readonly string[])[]): string {
  return ids.map((one) => (typeof one === 'string' ? `results['${one}']` : `[${writeSteps(one)}]`)).join(', ');
}

/** Outer ones first. */
function listBlocks({ tasks, groups = [], maps = [], scopes = [] }: Graph): readonly Block[] {
  const parents = tasks.map(({ id }) => id.split('.').slice(0, -1));
  const named = [...groups.map((id) => id.split('.')), ...parents].flatMap((parts) =>
    parts.map((_, depth) => parts.slice(0, depth + 1).join('.')),
  );
  const inGroup = (groupId: string): string[] => {
    const ids = [...tasks.map(({ id }) => id), ...groups.map((id) => `${id}.`)];
    return ids.filter((id) => id.startsWith(`${groupId}.`));
  };
  return [
    ...[...new Set(named)]
      .sort((a, b) => a.split('.').length - b.split('.').length)
      .map((id) => ({
        tasks: inGroup(id),
        open: `results['${id}'] = group('${id.split('.').at(-1)}', () => {`,
        close: ['});'],
      })),
    ...scopes.map((scope) => ({
      tasks: scope.tasks,
      open: `scoped(results['${scope.setup}'], results['${scope.teardown}'], () => {`,
      close: [...writeEdges(scope.edges), '});'],
    })),
    ...maps.map((map) => ({
      tasks: map.tasks,
      open: `results['${map.id}'] = ${writeMapped(map.over)}.map((item: any) => {`,
      close: [...writeEdges(map.edges), `  return results['${map.result}'];`, '});'],
    })),
  ];
}

function writeCall(
  { id, of, rename, args = [], expand, kwargs, keys = [] }: GraphTask,
  methods: ReadonlyMap<string, string>,
): string {
  const method = methods.get(of ?? id);
  const handle = rename === undefined ? `tasks.${method}` : `tasks.${method}.override({ taskId: '${rename}' })`;
  const given = args.map(writeArg);
  const target = `results['${id}'] = `;
  if (kwargs !== undefined) {
    const fields = keys.map((key) => `one[${JSON.stringify(key)}]`);
    return `${target}concat(${writeList(kwargs)}).map((one: any) => ${handle}(${[...given, ...fields].join(', ')}));`;
  }
  if (expand === undefined) return `${target}${handle}(${given.join(', ')});`;
  if (given.length === 0) return `${target}${handle}.expand(${expand.map(writeList).join(', ')});`;
  const names = expand.map((_, index) => `x${index}`);
  const call = `${handle}(${[...given, ...names].join(', ')})`;
  return `${target}${writeMapped({ cross: expand })}.map(([${names.join(', ')}]: any) => ${call});`;
}

function writeMapped(over: MapBlock['over']): string {
  return 'cross' in over ? `cross(${over.cross.map(writeList).join(', ')})` : `concat(${writeList(over)})`;
}

function writeList(list: List): string {
  if ('zip' in list) return `zip(${list.zip.map(writeList).join(', ')})`;
  return 'concat' in list ? `concat(${list.concat.map(writeList).join(', ')})` : writeArg(list);
}

function writeArg(arg: Arg): string {
  if ('value' in arg) return JSON.stringify(arg.value);
  if ('param' in arg) return `params.${arg.param}`;
  if ('list' in arg) return `[${arg.list.map(writeArg).join(', ')}]`;
  if ('object' in arg) {
    return `{ ${Object.entries(arg.object).map(([key, value]) => `${JSON.stringify(key)}: ${writeArg(value)}`)} }`;
  }
  const fields = (arg.key ?? []).map((key) => `[${JSON.stringify(key)}]`).join('');
  if ('item' in arg) return `item${arg.item === true ? '' : `[${arg.item}]`}${fields}`;
  return `results['${arg.ref}']${fields}`;
}

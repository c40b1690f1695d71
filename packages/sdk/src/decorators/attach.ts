/** The only place that knows both ways in which decorators are called: TC39's, and `experimentalDecorators`. */
import { authorError, type SourceLocation, type TaskloomError } from '../errors.js';
import type { AnyClass } from '../metadata/list-methods.js';
import type { TaskMethod } from '../spec/dag-definition.js';

/** What a decorator was put on. */
type DecoratorTarget =
  | { readonly kind: 'method'; readonly name: string; readonly fn: TaskMethod }
  | { readonly kind: 'class'; readonly dagClass: AnyClass }
  /** Anything else, as a phrase: `the static method load`. */
  | { readonly kind: 'other'; readonly what: string };

/** @throws TaskloomError TASK_NOT_METHOD */
export function getMethod(
  args: readonly unknown[],
  decorator: string,
  location: SourceLocation | undefined,
): TaskMethod {
  const target = readTarget(args);
  if (target.kind === 'method' && target.name !== 'flow') return target.fn;
  const [rule, hint] = describeRule(target);
  throw authorError('TASK_NOT_METHOD', `${decorator} is on ${describeTarget(target)}; ${rule}.`, { hint, location });
}

function describeRule({ kind }: DecoratorTarget): readonly [rule: string, hint: string] {
  if (kind === 'method') return ['flow wires the tasks and is none', 'Put it on a method that `flow` calls.'];
  const rule = 'only a public method of an instance can be a task';
  return [
    rule,
    kind === 'class' ? 'Put @dag() on the class, and this on its methods.' : 'Put it on a method of the class.',
  ];
}

/** @throws TaskloomError DAG_INVALID */
export function getClass(args: readonly unknown[], location: SourceLocation | undefined): AnyClass {
  const target = readTarget(args);
  if (target.kind === 'class') return target.dagClass;
  throw authorError('DAG_INVALID', `@dag is on ${describeTarget(target)}; only a class can be a DAG.`, {
    hint: 'Put @dag() on the class, and @task() on its methods.',
    location,
  });
}

/**
 * Whether a function that makes a decorator was called as if it were one: `@task` without its parentheses.
 *
 * @param args what the function was called with
 */
export function isCalledAsDecorator(args: readonly unknown[]): boolean {
  return args.length > 1 || typeof args[0] === 'function';
}

/**
 * OPTION_INVALID, for `@task` without its parentheses. Without a place: it is a compiler's helper that calls, from
 * where the compiler says.
 */
export function describeBare(decorator: string, args: readonly unknown[]): TaskloomError {
  const message = `${decorator} is used without parentheses on ${describeTarget(readTarget(args))}.`;
  return authorError('OPTION_INVALID', message, { hint: `Write \`${decorator}()\`.` });
}

function describeTarget(target: DecoratorTarget): string {
  if (target.kind === 'other') return target.what;
  return target.kind === 'class' ? `the class ${target.dagClass.name}` : `the method ${target.name}`;
}

function readTarget(args: readonly unknown[]): DecoratorTarget {
  const [value, context] = args;
  if (isStandardContext(context)) return readStandard(value, context);
  if (args.length === 1 && typeof value === 'function') return { kind: 'class', dagClass: value as AnyClass };
  return readLegacy(args);
}

/** The second argument of a standard decorator. Of a legacy one it is a name, or missing. */
interface StandardContext {
  readonly kind: string;
  readonly name?: string | symbol;
  readonly static?: boolean;
  readonly private?: boolean;
}

function isStandardContext(value: unknown): value is StandardContext {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function readStandard(value: unknown, context: StandardContext): DecoratorTarget {
  const { kind, name, static: isStatic = false, private: isPrivate = false } = context;
  if (kind === 'class') return { kind: 'class', dagClass: value as AnyClass };
  if (kind === 'method' && !isStatic && !isPrivate && typeof name === 'string') {
    return { kind: 'method', name, fn: value as TaskMethod };
  }
  return {
    kind: 'other',
    what: `the ${isStatic ? 'static ' : ''}${isPrivate ? 'private ' : ''}${kind} ${String(name)}`,
  };
}

function readLegacy([target, name, descriptor]: readonly unknown[]): DecoratorTarget {
  const { value, get, set } = (descriptor ?? {}) as PropertyDescriptor;
  const kind = typeof value === 'function' ? 'method' : get !== undefined || set !== undefined ? 'accessor' : 'field';
  if (typeof target === 'function') return { kind: 'other', what: `the static ${kind} ${String(name)}` };
  if (kind !== 'method' || typeof name !== 'string') return { kind: 'other', what: `the ${kind} ${String(name)}` };
  return { kind: 'method', name, fn: value as TaskMethod };
}

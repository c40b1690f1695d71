/** The only place that knows both ways in which decorators are called: TC39's, and `experimentalDecorators`. */
import { authorError, type SourceLocation } from '../errors.js';
import type { TaskMethod } from '../spec/dag-definition.js';

/** What a decorator was put on. */
export type DecoratorTarget =
  | { readonly kind: 'method'; readonly name: string; readonly fn: TaskMethod }
  | { readonly kind: 'class'; readonly dagClass: abstract new (...args: never[]) => object }
  | { readonly kind: 'other'; readonly what: string };

export function readTarget(args: readonly unknown[]): DecoratorTarget {
  const [first, second] = args;
  if (typeof second === 'object' && second !== null && 'kind' in second)
    return readStandard(first, second as StandardContext);
  if (typeof first === 'function' && second === undefined) return { kind: 'class', dagClass: first as never };
  return readLegacy(args);
}

type StandardContext = {
  readonly kind: string;
  readonly name?: string | symbol;
  readonly static?: boolean;
  readonly private?: boolean;
};

function readStandard(
  value: unknown,
  { kind, name, static: isStatic, private: isPrivate }: StandardContext,
): DecoratorTarget {
  if (kind === 'class') return { kind: 'class', dagClass: value as never };
  if (kind !== 'method' || isStatic === true || isPrivate === true || typeof name !== 'string') {
    const adjective = isStatic === true ? 'static ' : isPrivate === true ? 'private ' : '';
    return { kind: 'other', what: `the ${adjective}${kind} ${String(name)}` };
  }
  return { kind: 'method', name, fn: value as TaskMethod };
}

function readLegacy([target, name, descriptor]: readonly unknown[]): DecoratorTarget {
  const { value } = (descriptor ?? {}) as PropertyDescriptor;
  if (typeof target === 'function') return { kind: 'other', what: `the static member ${String(name)}` };
  if (typeof value !== 'function' || typeof name !== 'string')
    return { kind: 'other', what: `the member ${String(name)}` };
  return { kind: 'method', name, fn: value as TaskMethod };
}

/** @throws TaskloomError TASK_NOT_METHOD */
export function getMethod(args: readonly unknown[], decorator: string, location: SourceLocation | undefined) {
  const target = readTarget(args);
  if (target.kind === 'method') return target;
  const what = target.kind === 'class' ? 'a class' : target.what;
  throw authorError(
    'TASK_NOT_METHOD',
    `${decorator} is on ${what}; only a public method of an instance can be a task.`,
    {
      hint: 'Put it on a method of the DAG class.',
      location,
    },
  );
}

/** What the bodies of the graphs do, in TypeScript; oracle_bodies.py does the same in Python. */
import { context, SkipTask } from '@taskloom/sdk';

export { PYTHON } from '../e2e/test-runtime.js';

interface Body {
  readonly do: unknown;
  readonly failOn?: readonly unknown[];
  readonly skipOn?: readonly unknown[];
  readonly slow?: boolean;
}

let releaseSlow: Promise<void> | undefined;

/** Slow tasks wait until then. */
export function holdSlowTasks(): () => void {
  let release = (): void => undefined;
  releaseSlow = new Promise((resolve) => {
    release = resolve;
  });
  return release;
}

export async function runBody({ do: what, failOn = [], skipOn = [], slow }: Body, args: readonly unknown[]) {
  if (slow === true) await releaseSlow;
  const last = args.at(-1) ?? null;
  if (failOn.some((value) => isSame(value, last))) throw new Error('fails');
  if (skipOn.some((value) => isSame(value, last))) throw new SkipTask();
  return act(what, args, last);
}

function act(what: unknown, args: readonly unknown[], last: unknown): unknown {
  if (what === 'fail') throw new Error('fails');
  if (what === 'skip') throw new SkipTask();
  if (what === 'args') return args;
  if (what === 'arg') return last;
  const body = what as Record<string, unknown>;
  if ('return' in body) return body['return'];
  if ('times' in body) return (last as number) * (body['times'] as number);
  if ('by' in body) {
    return (body['by'] as readonly [unknown, unknown][]).find(([item]) => isSame(item, last))?.[1] ?? null;
  }
  if (context().attempt <= (body['failFirst'] as number)) throw new Error('not yet');
  return act(body['then'], args, last);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What a Python body gets for its parameters and for `this`: something to pass on, which refuses all other use. */
import { findCallSite } from '../call-site.js';
import { authorError } from '../errors.js';

/** The parameter at `index`, counted from 0. */
export function createParameter(index: number): object {
  return createStandIn(
    (use) =>
      `An expression of the Python body ${use} its ${ordinal(index)} parameter, which has no value in TypeScript.`,
    { hint: 'Use the parameter alone, `${name}`, and compute in Python.', details: { parameter: index } },
  );
}

/** `this`: a body that runs elsewhere has no instance. */
export function createThis(): object {
  return createStandIn((use) => `The Python body ${use} \`this\`; it runs in another process and has no instance.`, {
    hint: 'Pass the value as a parameter, or put it into a constant of the module.',
    details: { parameter: 'this' },
  });
}

interface Refusal {
  readonly hint: string;
  readonly details: Readonly<Record<string, unknown>>;
}

function createStandIn(describe: (use: string) => string, { hint, details }: Refusal): object {
  // Each trap gives itself, so that the place is that of the author's expression.
  // biome-ignore lint/complexity/noBannedTypes: any trap
  const refuse = (trap: Function, use: string): never => {
    throw authorError('PYTHON_BODY_INVALID', describe(use), { hint, details, location: findCallSite(trap) });
  };
  const traps: ProxyHandler<() => undefined> = {
    get: function get(_target, key) {
      return refuse(get, typeof key === 'symbol' ? 'computes with' : `reads "${key}" of`);
    },
    set: function set() {
      return refuse(set, 'assigns to');
    },
    has: function has() {
      return refuse(has, 'searches');
    },
    apply: function apply() {
      return refuse(apply, 'calls');
    },
    ownKeys: function ownKeys() {
      return refuse(ownKeys, 'spreads');
    },
    getPrototypeOf: function getPrototypeOf() {
      return refuse(getPrototypeOf, 'asks for the type of');
    },
  };
  return new Proxy(() => undefined, traps);
}

function ordinal(index: number): string {
  const number = index + 1;
  const endings = ['th', 'st', 'nd', 'rd'];
  const isTeen = number % 100 > 10 && number % 100 < 14;
  return `${number}${(isTeen ? undefined : endings[number % 10]) ?? 'th'}`;
}

/** Decorators called by hand, in the two forms in which compilers call them. */
import type { DagClass } from '@taskloom/sdk/internal';

type Decorator = (...args: never[]) => unknown;

/** What a standard decorator gets as its second argument, as far as the tests set it. */
export interface StandardContext {
  readonly kind: string;
  readonly name?: string | symbol;
  readonly static?: boolean;
  readonly private?: boolean;
}

export interface CallForm {
  readonly form: string;
  onMethod(target: { readonly prototype: object }, name: string, decorator: Decorator): void;
  onClass(target: unknown, decorator: Decorator): void;
}

export const CALL_FORMS: readonly CallForm[] = [
  {
    form: 'the standard form',
    onMethod(target, name, decorator) {
      const { value } = Object.getOwnPropertyDescriptor(target.prototype, name) ?? {};
      callStandard(decorator, value, { kind: 'method', name, static: false, private: false });
    },
    onClass: (target, decorator) => callStandard(decorator, target, { kind: 'class', name: (target as DagClass).name }),
  },
  {
    form: 'the form of experimentalDecorators',
    onMethod(target, name, decorator) {
      callLegacy(decorator, target.prototype, name, Object.getOwnPropertyDescriptor(target.prototype, name));
    },
    onClass: (target, decorator) => callLegacy(decorator, target),
  },
];

export function callStandard(decorator: Decorator, value: unknown, context: StandardContext): void {
  (decorator as (...args: unknown[]) => unknown)(value, { metadata: {}, addInitializer: () => undefined, ...context });
}

export function callLegacy(decorator: Decorator, ...args: readonly unknown[]): void {
  (decorator as (...args: unknown[]) => unknown)(...args);
}

/** The cases of tests/vectors, and values of the SDK's own classes made comparable. */
import { readFileSync } from 'node:fs';
import { Decimal, PickledValue, PlainDate, PlainDateTime, PlainTime, TimeSpan } from '@taskloom/sdk';
import { expect } from 'vitest';

export interface Vector {
  readonly name: string;
  readonly wire: string;
  readonly typescript: string;
  readonly rewrites?: { readonly typescript?: string };
}

export interface NestingVector {
  readonly name: string;
  readonly open: string;
  readonly core: string;
  readonly close: string;
  readonly typescript: { readonly core: string; readonly around: string; readonly step: string; readonly type: string };
  readonly rewrites?: { readonly typescript: { readonly open: string; readonly close: string } };
}

export interface RefusedVector {
  readonly name: string;
  readonly typescript: string;
  readonly message: string;
  readonly hint: string;
}

export function loadVectors<Row>(...names: readonly string[]): Row[] {
  return names.flatMap((name) => {
    const text = readFileSync(new URL(`../../vectors/${name}.json`, import.meta.url), 'utf8');
    return JSON.parse(text) as Row[];
  });
}

const CLASSES = { Decimal, PickledValue, PlainDate, PlainDateTime, PlainTime, TimeSpan };

/** @param value what the expression may call by this name */
export function evaluate(expression: string, value?: unknown): unknown {
  const scope: Record<string, unknown> = { ...CLASSES, value };
  return new Function(...Object.keys(scope), `return (${expression});`)(...Object.values(scope));
}

/** JSON text without the freedom that two writers of it have. */
export function normalize(wire: string): string {
  return JSON.stringify(JSON.parse(wire));
}

/** What these classes hold is private, so that `toEqual` would take any two for the same. */
export function compareByText(): void {
  const isTextual = (value: unknown) => Object.values(CLASSES).some((kind) => value instanceof kind);
  expect.addEqualityTesters([
    (a: unknown, b: unknown) => {
      if (!isTextual(a) && !isTextual(b)) return undefined;
      return Object.getPrototypeOf(a) === Object.getPrototypeOf(b) && String(a) === String(b);
    },
  ]);
}

/** Graphs and what Airflow did with them, as far as their features exist here. README.md has the notation. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Arg =
  | { readonly value: unknown }
  | { readonly ref: string; readonly key?: readonly string[] }
  | { readonly param: string }
  | { readonly list: readonly Arg[] }
  | { readonly object: Readonly<Record<string, Arg>> };

export interface GraphTask {
  readonly id: string;
  /** What its body does. Read by the bodies. */
  readonly do: unknown;
  readonly args?: readonly Arg[];
  readonly rule?: string;
  readonly retries?: number;
  readonly of?: string;
  readonly rename?: string;
  readonly slow?: boolean;
  readonly failOn?: readonly unknown[];
  readonly skipOn?: readonly unknown[];
}

export interface Graph {
  readonly id: string;
  readonly tasks: readonly GraphTask[];
  readonly edges?: readonly (readonly [string, string])[];
  readonly chains?: readonly (readonly (string | readonly string[])[])[];
  readonly crosses?: readonly (readonly [readonly string[], readonly string[]])[];
  readonly groups?: readonly string[];
  readonly params?: Readonly<Record<string, unknown>>;
  readonly given?: Readonly<Record<string, unknown>>;
}

export interface Outcome {
  readonly run: string;
  readonly tasks: Readonly<
    Record<string, { readonly state: string; readonly tries: number; readonly value?: unknown }>
  >;
}

export interface Case {
  readonly graph: Graph;
  /** Why Airflow is no model in this case: its values are not compared. */
  readonly peculiar?: string;
  readonly recorded: {
    readonly outcomes?: readonly Outcome[];
    readonly refused?: string;
    /** Instances that start while the slow ones still run. */
    readonly early?: readonly string[];
  };
}

/** What graphs of later versions have. */
const UNAVAILABLE = /"(?:expand|kwargs|maps|scopes|role|failFast|zip|concat|cross|item|slowItems)":/;

/** Those of a family that this version can build. */
export function readCases(family: string): readonly Case[] {
  const { cases } = JSON.parse(readFileSync(join(import.meta.dirname, `${family}.json`), 'utf8'));
  return (cases as readonly Case[]).filter(({ graph }) => !UNAVAILABLE.test(JSON.stringify(graph)));
}

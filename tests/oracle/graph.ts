/** Graphs and what Airflow did with them. README.md has the notation. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Arg =
  | { readonly value: unknown }
  | { readonly ref: string; readonly key?: readonly string[] }
  | { readonly param: string }
  | { readonly list: readonly Arg[] }
  | { readonly object: Readonly<Record<string, Arg>> }
  /** The element of the map block around the task, or a part of it. */
  | { readonly item: true | number; readonly key?: readonly string[] };

export type List = Arg | { readonly zip: readonly List[] } | { readonly concat: readonly List[] };

export interface GraphTask {
  readonly id: string;
  /** What its body does. Read by the bodies. */
  readonly do: unknown;
  readonly args?: readonly Arg[];
  /** Mapped over each with each of these. */
  readonly expand?: readonly List[];
  /** Mapped over objects, of which these fields become arguments. */
  readonly kwargs?: List;
  readonly keys?: readonly string[];
  readonly rule?: string;
  readonly role?: 'setup' | 'teardown';
  readonly failRun?: boolean;
  readonly retries?: number;
  readonly of?: string;
  readonly rename?: string;
  readonly slow?: boolean;
  readonly failOn?: readonly unknown[];
  readonly skipOn?: readonly unknown[];
}

/** Tasks that run for each element. */
export interface MapBlock {
  readonly id: string;
  readonly over: List | { readonly cross: readonly List[] };
  readonly tasks: readonly string[];
  readonly result: string;
  readonly edges?: readonly (readonly [string, string])[];
}

/** Tasks between a setup and a teardown. */
export interface Scope {
  readonly setup: string;
  readonly teardown: string;
  readonly tasks: readonly string[];
  readonly edges?: readonly (readonly [string, string])[];
}

export interface Graph {
  readonly id: string;
  readonly tasks: readonly GraphTask[];
  readonly edges?: readonly (readonly [string, string])[];
  readonly chains?: readonly (readonly (string | readonly string[])[])[];
  readonly crosses?: readonly (readonly [readonly string[], readonly string[]])[];
  readonly groups?: readonly string[];
  readonly maps?: readonly MapBlock[];
  readonly scopes?: readonly Scope[];
  readonly failFast?: boolean;
  /** Tasks and map indexes of instances that are held until the others are through. */
  readonly slowItems?: readonly (readonly [string, number])[];
  readonly params?: Readonly<Record<string, unknown>>;
  readonly given?: Readonly<Record<string, unknown>>;
}

export interface Outcome {
  readonly run: string;
  readonly tasks: Readonly<
    Record<
      string,
      {
        readonly state: string;
        readonly tries: number;
        readonly value?: unknown;
        /** The value there would be if what a map gave always arrived as a list, nulls included. */
        readonly listed?: unknown;
      }
    >
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

export function readCases(family: string): readonly Case[] {
  const { cases } = JSON.parse(readFileSync(join(import.meta.dirname, `${family}.json`), 'utf8'));
  return cases;
}

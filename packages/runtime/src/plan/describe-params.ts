/** The params of a DAG as JSON Schema, for who fills in a form or calls from another language. */
import { z } from 'zod';

/** Draft 2020-12. `{}` takes anything. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Of what a run is given, before defaults and transforms. What JSON Schema has no words for (a `Date`, a check of the
 * author's own) is `{}`.
 */
export function describeParams(schema: z.core.$ZodType): JsonSchema {
  return show(schema) ?? showEach(schema);
}

/** Undefined where zod gives up: on a default that is no JSON, on an id that is there twice. */
function show(schema: z.core.$ZodType): JsonSchema | undefined {
  try {
    const shown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    // zod adds what is no JSON.
    return JSON.parse(JSON.stringify(shown));
  } catch {
    return undefined;
  }
}

function showEach(schema: z.core.$ZodType): JsonSchema {
  const def = (schema as z.core.$ZodTypes)._zod?.def;
  if (def?.type !== 'object') return {};
  const fields = Object.entries(def.shape);
  const properties = Object.fromEntries(fields.map(([name, field]) => [name, showPart(field)]));
  const required = fields.filter(([, field]) => field._zod.optin === undefined).map(([name]) => name);
  return { ...DIALECT, type: 'object', properties, ...(required.length === 0 ? {} : { required }) };
}

const DIALECT = { $schema: 'https://json-schema.org/draft/2020-12/schema' };

/** A reference is read from the root, where what it names would not be. */
function showPart(field: z.core.$ZodType): JsonSchema {
  const { $schema: _, ...shown } = show(field) ?? {};
  return JSON.stringify(shown).includes('"$ref":') ? {} : shown;
}

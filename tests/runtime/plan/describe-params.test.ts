import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeParams } from '../../../packages/runtime/src/plan/describe-params.js';

const $schema = 'https://json-schema.org/draft/2020-12/schema';

describe('params as JSON Schema', () => {
  it('are what a run is given: before defaults and transforms', () => {
    const schema = z.object({
      region: z.enum(['eu', 'us']).default('eu').describe('where'),
      limit: z.int().min(1).max(9).optional(),
      db: z.object({ host: z.string() }),
      days: z.string().transform((text) => text.split(',')),
    });
    expect(describeParams(schema)).toEqual({
      $schema,
      type: 'object',
      properties: {
        region: { type: 'string', enum: ['eu', 'us'], default: 'eu', description: 'where' },
        limit: { type: 'integer', minimum: 1, maximum: 9 },
        db: { type: 'object', properties: { host: { type: 'string' } }, required: ['host'] },
        days: { type: 'string' },
      },
      required: ['db', 'days'],
    });
  });

  it('have no words for some types', () => {
    const schema = z.object({ day: z.date(), size: z.bigint(), file: z.custom<Buffer>(), by: z.map(z.int(), z.int()) });
    expect(describeParams(schema)).toMatchObject({ properties: { day: {}, size: {}, file: {}, by: {} } });
  });

  it('may hold themselves', () => {
    const tree = z.object({
      value: z.int(),
      get left() {
        return tree.optional();
      },
    });
    expect(describeParams(tree)).toMatchObject({ properties: { left: { $ref: '#' } }, required: ['value'] });
  });

  it('are shown one by one where zod gives up on all of them', () => {
    const schema = z.object({
      a: z.string().default('x'),
      b: z.bigint().default(5n),
      c: z.string().meta({ id: 'twice' }),
      d: z.int().meta({ id: 'twice' }).optional(),
      e: z.boolean(),
    });
    expect(describeParams(schema)).toEqual({
      $schema,
      type: 'object',
      properties: { a: { type: 'string', default: 'x' }, b: {}, c: {}, d: {}, e: { type: 'boolean' } },
      required: ['c', 'e'],
    });
  });

  it('are anything where the schema is not zod’s', () => {
    expect(describeParams({ safeParse: () => ({ success: true }) } as never)).toEqual({});
  });
});

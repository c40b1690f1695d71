import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { resolveParams, resolveTaskParams } from '../../../../packages/runtime/src/run/context/params.js';

const Schema = z.object({
  region: z.enum(['eu', 'us']).default('eu'),
  limit: z.int(),
  db: z.object({ host: z.string(), port: z.int().default(5432) }).optional(),
  days: z.array(z.object({ id: z.int() })).optional(),
  when: z.union([z.int(), z.object({ iso: z.string() })]).optional(),
  sink: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('s3'), bucket: z.string() }),
      z.object({ kind: z.literal('file'), path: z.string() }),
    ])
    .optional(),
  labels: z.record(z.string(), z.string()).optional(),
  strict: z.strictObject({ a: z.int() }).optional(),
  loose: z.looseObject({ a: z.int() }).optional(),
  pair: z.tuple([z.string(), z.object({ q: z.int() })]).optional(),
});

const resolve = (given: unknown, schema: z.ZodType = Schema) =>
  resolveParams(given as Readonly<Record<string, unknown>>, schema);

async function listProblems(given: unknown, schema?: z.ZodType): Promise<unknown> {
  const error = await resolve(given, schema).catch((refusal: unknown) => refusal);
  expect(error).toMatchObject({
    code: 'PARAMS_INVALID',
    hint: 'Pass params that fit, or change the schema of @dag({ params }).',
  });
  const { message, details } = error as { message: string; details: { problems: readonly string[] } };
  expect(message).toBe(`The params do not fit the DAG's schema:\n  ${details.problems.join('\n  ')}`);
  return details.problems;
}

describe('params that fit', () => {
  it.each<[string, unknown, string]>([
    [
      'get their defaults, also inside',
      { limit: 1, db: { host: 'a' } },
      '{"region":"eu","limit":1,"db":{"host":"a","port":5432}}',
    ],
    ['may have any name in a record', { limit: 1, labels: { x: 'y' } }, '{"region":"eu","limit":1,"labels":{"x":"y"}}'],
    [
      'may have other names where the author says so',
      { limit: 1, loose: { a: 1, b: 2 } },
      '{"region":"eu","limit":1,"loose":{"a":1,"b":2}}',
    ],
    ['may be undefined under a name that is none', { limit: 1, oops: undefined }, '{"region":"eu","limit":1}'],
  ])('%s', async (_what, given, wire) => {
    expect(await resolve(given)).toBe(wire);
  });

  it('are what the schema makes of them', async () => {
    const renamed = z.object({ a: z.coerce.number() }).transform(({ a }) => ({ b: a }));
    expect(await resolve({ a: '4' }, renamed)).toBe('{"b":4}');
  });

  it('may be checked asynchronously', async () => {
    const schema = z.object({ a: z.int().refine(async (a) => a > 1, 'too small') });
    expect(await resolve({ a: 2 }, schema)).toBe('{"a":2}');
    expect(await listProblems({ a: 1 }, schema)).toEqual(['params.a: too small']);
  });

  it('may fit two schemas at once', async () => {
    expect(await resolve({ a: 1, b: 2 }, z.object({ a: z.int() }).and(z.object({ b: z.int() })))).toBe('{"a":1,"b":2}');
  });
});

describe('params that do not fit', () => {
  it.each<[string, unknown, string]>([
    ['a number as text', { limit: '3' }, 'limit: Invalid input: expected number, received string'],
    ['true as text', { limit: 1, region: true }, 'region: Invalid option: expected one of "eu"|"us"'],
    ['nothing', {}, 'limit: Invalid input: expected number, received undefined'],
    ['null', { limit: null }, 'limit: Invalid input: expected number, received null'],
    ['a fraction', { limit: 1.5 }, 'limit: Invalid input: expected int, received number'],
    ['NaN', { limit: Number.NaN }, 'limit: Invalid input: expected number, received NaN'],
    ['a list for an object', { limit: 1, db: [] }, 'db: Invalid input: expected object, received array'],
    ['a field of an object', { limit: 1, db: { host: 1 } }, 'db.host: Invalid input: expected string, received number'],
    ['an item', { limit: 1, days: [{ id: 1 }, 2] }, 'days[1]: Invalid input: expected object, received number'],
    [
      'no alternative',
      { limit: 1, when: 'x' },
      'when: Invalid input: expected number, received string, or Invalid input: expected object, received string',
    ],
    ['no kind', { limit: 1, sink: { kind: 'ftp' } }, "sink.kind: Invalid discriminator value. Expected 's3' | 'file'"],
    ['a slip in a name', { limit: 1, regoin: 'us' }, 'regoin: there is no such param. Did you mean "region"?'],
    [
      'a slip inside',
      { limit: 1, db: { host: 'a', prot: 1 } },
      'db.prot: there is no such param. Did you mean "port"?',
    ],
    [
      'a slip in an item',
      { limit: 1, days: [{ id: 1, idd: 2 }] },
      'days[0].idd: there is no such param. Did you mean "id"?',
    ],
    [
      'a slip in a tuple',
      { limit: 1, pair: ['a', { q: 1, z: 2 }] },
      'pair[1].z: there is no such param. There is "q".',
    ],
    [
      'a name of another alternative',
      { limit: 1, sink: { kind: 'file', path: 'a', bucket: 'b' } },
      'sink.bucket: there is no such param. There is "kind", "path".',
    ],
    [
      'a name that a strict object refuses',
      { limit: 1, strict: { a: 1, b: 2 } },
      'strict.b: there is no such param. There is "a".',
    ],
    [
      'a name with blanks',
      { limit: 1, db: { host: 'a', 'my port': 1 } },
      'db["my port"]: there is no such param. There is "host", "port".',
    ],
  ])('are told with their path: %s', async (_what, given, problem) => {
    expect(await listProblems(given)).toEqual([`params.${problem}`]);
  });

  it.each([['__proto__'], ['constructor'], ['toString']])('have no %s from elsewhere', async (name) => {
    const given: unknown = JSON.parse(`{"limit": 1, "${name}": {"a": 1}}`);
    expect(await listProblems(given)).toEqual([expect.stringContaining(`params.${name}: there is no such param.`)]);
  });

  it('are told all at once', async () => {
    expect(await listProblems({ region: 'mars', limit: '1', db: { hots: 'a' }, strict: { a: 1, b: 1 } })).toEqual([
      'params.region: Invalid option: expected one of "eu"|"us"',
      'params.limit: Invalid input: expected number, received string',
      'params.db.host: Invalid input: expected string, received undefined',
      'params.strict.b: there is no such param. There is "a".',
      'params.db.hots: there is no such param. Did you mean "host"?',
    ]);
  });

  it('are told where zod alone knows of a name', async () => {
    const schema = z
      .unknown()
      .transform((given) => given)
      .pipe(z.strictObject({ a: z.int() }));
    expect(await listProblems({ a: 1, b: 2 }, schema)).toEqual(['params.b: there is no such param.']);
  });

  it.each<[string, unknown]>([
    ['a function', { a: () => 1 }],
    ['a symbol', { a: Symbol('s') }],
    ['a value that holds itself', cyclic()],
  ])('cannot be %s', async (_what, given) => {
    await expect(resolve(given, z.object({ a: z.any() }))).rejects.toMatchObject({
      code: 'PARAMS_INVALID',
      message: expect.stringMatching(/^The params hold a value that cannot cross: The value at \$\.a/),
    });
  });

  it('are no longer looked at when the schema itself throws', async () => {
    const schema = z.object({
      a: z.any().refine(() => {
        throw new Error('no network');
      }),
    });
    await expect(resolve({ a: 1 }, schema)).rejects.toMatchObject({
      code: 'PARAMS_INVALID',
      message: "The schema of the DAG's params threw Error: no network.",
    });
  });

  it('are all of them, where the DAG has none', async () => {
    await expect(resolveParams({ a: 1, b: 2 }, undefined)).rejects.toMatchObject({
      code: 'PARAMS_INVALID',
      message: 'The DAG has no params, and was given "a", "b".',
    });
  });
});

describe('the params of a task alone', () => {
  it.each<[string, Readonly<Record<string, unknown>> | undefined, z.ZodType | undefined, string]>([
    ['those that are given', { limit: 2 }, Schema, '{"region":"eu","limit":2}'],
    ['the defaults', undefined, z.object({ region: z.string().default('eu') }), '{"region":"eu"}'],
    ['none where the schema cannot do without', undefined, Schema, '{}'],
    ['none where the DAG has none', undefined, undefined, '{}'],
  ])('are %s', async (_what, given, schema, wire) => {
    expect(await resolveTaskParams(given, schema)).toBe(wire);
  });

  it('are checked where they are given', async () => {
    await expect(resolveTaskParams({}, Schema)).rejects.toMatchObject({ code: 'PARAMS_INVALID' });
  });
});

function cyclic(): unknown {
  const holder: Record<string, unknown> = {};
  holder['a'] = holder;
  return holder;
}

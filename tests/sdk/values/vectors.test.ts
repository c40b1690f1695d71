import { decodeFromText, encodeToText } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import {
  compareByText,
  evaluate,
  loadVectors,
  type NestingVector,
  normalize,
  type RefusedVector,
  type Vector,
} from './vectors.js';

const DEPTH = 200;
const FAMILIES = ['scalars', 'texts', 'times', 'decimals', 'bytes', 'lists', 'dicts', 'pickles'];

compareByText();

describe.each(FAMILIES)('a value of %s', (family) => {
  const vectors = loadVectors<Vector>(family);

  it.each(vectors)('is read from the wire: $name', ({ wire, typescript }) => {
    expect(decodeFromText(wire)).toStrictEqual(evaluate(typescript));
  });

  it.each(vectors)('is written to the wire: $name', ({ wire, typescript, rewrites }) => {
    expect(encodeToText(evaluate(typescript))).toBe(normalize(rewrites?.typescript ?? wire));
  });
});

describe('two hundred', () => {
  const vectors = loadVectors<NestingVector>('nesting');
  const nest = ({ core, around }: NestingVector['typescript'], depth: number) => {
    let value = evaluate(core);
    for (let level = 0; level < depth; level += 1) value = evaluate(around, value);
    return value;
  };

  it.each(vectors)('$name cross', ({ open, core, close, typescript, rewrites }) => {
    const wire = open.repeat(DEPTH) + core + close.repeat(DEPTH);
    const written = rewrites?.typescript ?? { open, close };
    const expected = written.open.repeat(DEPTH) + core + written.close.repeat(DEPTH);

    expect(encodeToText(nest(typescript, DEPTH))).toBe(expected);
    expect(encodeToText(decodeFromText(wire))).toBe(expected);
  });

  it.each(vectors)('$name and one more are refused', ({ typescript }) => {
    const { step, type } = typescript;

    expect(() => encodeToText(nest(typescript, DEPTH + 1))).toThrow(
      expect.objectContaining({
        code: 'VALUE_UNSUPPORTED',
        message: `The value at $${step.repeat(DEPTH)} cannot cross between tasks: ${type}.`,
        hint: 'Flatten it: values nest at most 200 deep.',
      }),
    );
  });
});

describe('what cannot cross', () => {
  it.each(loadVectors<RefusedVector>('refused-typescript'))('is refused: $name', ({ typescript, message, hint }) => {
    expect(() => encodeToText(evaluate(typescript))).toThrow(
      expect.objectContaining({ code: 'VALUE_UNSUPPORTED', message, hint }),
    );
  });
});

/** `--pool gpu=2`, as often as there are pools. */
import { runtimeError } from '../errors.js';

/** @throws TaskloomError USAGE */
export function parsePools(given: readonly string[]): Record<string, number> {
  return Object.fromEntries(given.map(parsePool));
}

function parsePool(text: string): readonly [string, number] {
  const [, name = '', size = ''] = /^(.+)=(\d+)$/.exec(text) ?? [];
  if (name !== '') return [name, Number(size)];
  throw runtimeError('USAGE', `--pool ${text} is not a name and a number.`, { hint: 'Write it like --pool gpu=2.' });
}

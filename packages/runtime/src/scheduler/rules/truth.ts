/** Whether a value counts as true. */
import { describePickled, type TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import type { WireText } from '../../ports.js';

const FALSE: ReadonlySet<WireText> = new Set(['null', 'false', '0', '0.0', '""', '[]', '{}']);
const FALSE_TAGGED =
  /^\{"\$":"(?:float","v":"-0"|int","v":"0"|(?:tuple|set|frozenset|map|object)","v":\[\]|(?:bytes|bytearray)","v":""|timespan","v":"0"|decimal","v":"-?0(?:\.0*)?(?:[Ee][+-]?\d+)?")\}$/;

/** As Python has it, whatever language the body is in: what is empty is false. */
export function isTrue(value: WireText): boolean {
  return !FALSE.has(value) && !FALSE_TAGGED.test(value);
}

/** RETURN_INVALID for a pickled value, which only Python could ask; undefined for any other. @param what returned it */
export function refuseUntold(what: string, value: WireText): TaskloomError | undefined {
  const pickled = describePickled(value);
  if (pickled === undefined) return undefined;
  return runtimeError('RETURN_INVALID', `${what} returned ${pickled}, and only Python can tell whether it is true.`, {
    hint: 'Return `bool(…)` of it.',
  });
}

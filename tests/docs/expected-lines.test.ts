import { describe, expect, it } from 'vitest';
import { isAsShown } from './expected-lines.ts';

describe('shown lines', () => {
  it.each([
    ['equal lines', ['a', 'b'], 'a\nb\n', true],
    ['another line', ['a', 'b'], 'a\nc\n', false],
    ['a line more', ['a'], 'a\nb\n', false],
    ['a line less', ['a', 'b'], 'a\n', false],
    ['… within a line', ['took … ms'], 'took 12 ms\n', true],
    ['… not across lines', ['took … ms'], 'took\n12 ms\n', false],
    ['… for no line', ['a', '…', 'b'], 'a\nb\n', true],
    ['… for many lines', ['a', '…', 'b'], 'a\n1\n\n2\nb\n', true],
    ['… for everything', ['…'], 'a\nb\n', true],
    ['… but not for what follows it', ['…', 'b'], 'a\nc\n', false],
    ['marks of regular expressions', ['f(x) = [1.5]*'], 'f(x) = [1.5]*\n', true],
    ['blanks at the end of a line', ['a'], 'a  \n', true],
    ['empty lines around', ['a'], '\na\n\n', true],
    ['nothing shown and nothing printed', [], '', true],
  ] as const)('are compared: %s', (_what, shown, printed, expected) => {
    expect(isAsShown(shown, printed)).toBe(expected);
  });
});

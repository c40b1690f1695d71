import { describe, expect, it } from 'vitest';
import { LineSplitter, MAX_LINE_BYTES } from '../../../packages/runtime/src/process/line-splitter.js';

function split(...chunks: (string | readonly number[])[]): string[] {
  const splitter = new LineSplitter();
  const lines = chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk as string)));
  return [...lines, ...splitter.end()];
}

describe('lines', () => {
  it.each([
    ['end with a line feed', ['a\nb\n'], ['a', 'b']],
    ['end with both', ['a\r\nb\r\n'], ['a', 'b']],
    ['end with a carriage return alone', ['10%\r20%\rdone\n'], ['10%', '20%', 'done']],
    ['need no end at the last', ['a\nb'], ['a', 'b']],
    ['may be empty', ['\n\na\n'], ['', '', 'a']],
    ['may be empty before both', ['\r\n\r\na'], ['', '', 'a']],
    ['are none before the carriage return that a progress bar begins with', ['\r10%\r20%'], ['10%', '20%']],
    ['come in parts', ['a', 'b', 'c\nd', '\n'], ['abc', 'd']],
    ['may be cut between the two bytes of an end', ['a\r', '\nb\n'], ['a', 'b']],
    ['may be cut there when they are empty', ['a\n\r', '\nb\n'], ['a', '', 'b']],
    ['may be cut there with an empty chunk between', ['a\r', '', '\nb\n'], ['a', 'b']],
    ['may be cut after a carriage return alone', ['a\r', 'b\n'], ['a', 'b']],
    ['may be cut in a character', [[0xc3], [0xa9, 0x0a], [0xf0, 0x9f], [0x98], [0x80]], ['é', '😀']],
    ['replace what is not UTF-8', [[0x61, 0xff, 0x62, 0x0a]], ['a\ufffdb']],
  ])('%s', (_, chunks, expected) => {
    expect(split(...chunks)).toEqual(expected);
  });

  it('come as soon as their end is there', () => {
    const splitter = new LineSplitter();
    expect(splitter.push(Buffer.from('a\r'))).toEqual(['a']);
  });

  it('of the greatest length come whole', () => {
    const line = 'x'.repeat(MAX_LINE_BYTES);
    expect(split(`${line}\nb`)).toEqual([line, 'b']);
  });

  it('beyond the greatest length come in pieces', () => {
    const line = 'x'.repeat(2 * MAX_LINE_BYTES + 5);
    expect(split(line.slice(0, 100), `${line.slice(100)}\nb`).map((piece) => piece.length)).toEqual([
      MAX_LINE_BYTES,
      MAX_LINE_BYTES,
      5,
      1,
    ]);
  });

  it.each([1, 2, 3, 4])('are not cut in a character that begins %i bytes before the limit', (distance) => {
    const line = `${'x'.repeat(MAX_LINE_BYTES - distance)}😀y`;
    const pieces = split(line);
    expect(pieces.join('')).toBe(line);
    expect(pieces.map((piece) => Buffer.byteLength(piece) <= MAX_LINE_BYTES)).toEqual([true, true]);
  });

  it('of bytes that are no characters are cut all the same', () => {
    const pieces = split([...Buffer.alloc(MAX_LINE_BYTES + 1, 0x80)]);
    expect(pieces.map((piece) => piece.length)).toEqual([MAX_LINE_BYTES, 1]);
  });
});

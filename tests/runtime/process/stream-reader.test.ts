import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readLines } from '../../../packages/runtime/src/process/stream-reader.js';

describe('a reader of lines', () => {
  it('gives the last line, which has no end', async () => {
    const lines: string[] = [];
    await readLines(Readable.from([Buffer.from('a\nb')]), (line) => void lines.push(line)).done;
    expect(lines).toEqual(['a', 'b']);
  });

  it('reads no further while its sink is busy', async () => {
    const stream = new PassThrough({ highWaterMark: 1024 });
    const gate = createGate();
    const lines: string[] = [];
    const reader = readLines(stream, (line) => {
      lines.push(line);
      return gate.opened;
    });
    let written = 0;
    while (stream.write(Buffer.from(`${written}\n`))) written++;
    await new Promise(setImmediate);
    expect(lines).toEqual(['0']);
    stream.end();
    gate.open();
    await reader.done;
    expect(lines).toHaveLength(written + 1);
  });

  it('rejects with what its sink throws', async () => {
    const reader = readLines(Readable.from([Buffer.from('a\n')]), () => {
      throw new Error('disk full');
    });
    await expect(reader.done).rejects.toThrow('disk full');
  });

  it('lets go of a stream on which nothing more comes', async () => {
    const stream = new PassThrough();
    const lines: string[] = [];
    const reader = readLines(stream, (line) => void lines.push(line));
    stream.write('a\nb');
    await reader.drain();
    expect([lines, stream.destroyed]).toEqual([['a', 'b'], true]);
  });

  it('lets go of a stream on which too much comes', async () => {
    const block = Buffer.alloc(65_536, 'x\n');
    const stream = new Readable({
      read() {
        setImmediate(() => this.push(block));
      },
    });
    await readLines(stream, () => undefined).drain();
    expect(stream.destroyed).toBe(true);
  });
});

function createGate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

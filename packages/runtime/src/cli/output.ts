/** The two streams of the command. Everything that Taskloom writes to a terminal goes through here. */
import { createPalette, type Palette, wantsColor } from './render/palette.js';

/** What is needed of `process.stdout` and `process.stderr`. */
export type Stream = NodeJS.WriteStream;

export interface Output {
  readonly isTerminal: boolean;
  readonly palette: Palette;
  /** Of the terminal as it is now; 100 and 24 where it is none. */
  readonly columns: number;
  readonly rows: number;
  /** A returned promise resolves when there is room again. After the reader has gone, text goes nowhere. */
  write(text: string): Promise<void> | undefined;
  /** Takes over what others write to the stream, `console.log` in a pipeline's module for one. Gives the way back. */
  divert(take: (text: string) => void): () => void;
  /** Resolves when what was written has left the process. */
  flush(): Promise<void>;
}

export function createOutput(stream: Stream, env: NodeJS.ProcessEnv): Output {
  const write = stream.write.bind(stream);
  let isGone = false;
  // The reader of a pipe may leave at any time, `| head` for one. The run goes on.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isGone = true;
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    isTerminal: stream.isTTY === true,
    palette: createPalette(wantsColor(stream.isTTY === true, env)),
    get columns() {
      return stream.columns ?? 100;
    },
    get rows() {
      return stream.rows ?? 24;
    },
    write(text) {
      if (isGone || write(text)) return undefined;
      return new Promise((resolve) => {
        stream.once('drain', resolve).once('close', resolve);
      });
    },
    divert(take) {
      stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
        take(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
        const done = rest.find((argument) => typeof argument === 'function');
        if (done !== undefined) queueMicrotask(done as () => void);
        return true;
      }) as Stream['write'];
      return () => {
        stream.write = write;
      };
    },
    flush: () => (isGone ? Promise.resolve() : new Promise((resolve) => write('', () => resolve()))),
  };
}

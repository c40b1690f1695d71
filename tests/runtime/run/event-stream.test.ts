import { describe, expect, it } from 'vitest';
import { EventStream } from '../../../packages/runtime/src/run/event-stream.js';
import type { RunEvent } from '../../../packages/runtime/src/run-event.js';

const at = new Date(0);
const state = (runId: string): RunEvent => ({ kind: 'run', at, runId, dagId: 'Sales', state: 'running' });
const log = (line: string): RunEvent => ({
  kind: 'log',
  at,
  runId: 'r',
  taskId: 't',
  mapIndex: -1,
  mapIndexes: [],
  attempt: 1,
  stream: 'stdout',
  level: 'info',
  line,
});

describe('the events of a run', () => {
  it('reach a reader that comes late', async () => {
    const stream = new EventStream();
    stream.push(state('r1'));
    stream.push(log('one'));
    stream.end();
    const seen: string[] = [];
    for await (const event of stream) seen.push(event.kind);
    expect(seen).toEqual(['run', 'log']);
  });

  it('do not pile up where nobody reads, except for states', async () => {
    const stream = new EventStream();
    for (let index = 0; index < 10_000; index += 1) expect(stream.push(log(String(index)))).toBeUndefined();
    stream.push(state('last'));
    stream.end();
    const seen: RunEvent[] = [];
    for await (const event of stream) seen.push(event);
    expect(seen).toHaveLength(4097);
    expect(seen.at(-1)).toEqual(state('last'));
  });

  it('make output wait for a reader that is behind', async () => {
    const stream = new EventStream();
    const reader = stream[Symbol.asyncIterator]();
    let waiting: Promise<void> | undefined;
    for (let index = 0; waiting === undefined; index += 1) waiting = stream.push(log(String(index)));
    for (let index = 0; index < 4096; index += 1) await reader.next();
    await waiting;
  });

  it('do not wait for a reader that has left', async () => {
    const stream = new EventStream();
    stream.push(state('r1'));
    for await (const _event of stream) break;
    expect(stream.push(log('late'))).toBeUndefined();
    stream.end();
  });
});

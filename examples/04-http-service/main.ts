/** Starts the service, asks it for a short run, for one that is cancelled half-way, and for one that it refuses. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createRuntime } from '@taskloom/runtime';
import { createService } from './service.js';

await using runtime = createRuntime();
const service = createService(runtime).listen(0, '127.0.0.1');
await once(service, 'listening');
const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/runs`;

const short = await start(30);
console.log('30 digits:', (await readLines(short)).at(-1));

const long = await start(10_000);
const lines = await readLines(long, async (line) => {
  if (line.includes('"500 digits"')) await fetch(`${url}/${long.headers.get('x-run-id')}`, { method: 'DELETE' });
});
console.log('10000 digits, cancelled after 500:', lines.at(-1));

const refused = await start(0);
console.log('0 digits:', refused.status, await refused.text());
service.close();

function start(digits: number): Promise<Response> {
  return fetch(url, { method: 'POST', body: JSON.stringify({ digits }) });
}

async function readLines(response: Response, onLine?: (line: string) => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const parts = (rest + Buffer.from(chunk).toString()).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      lines.push(line);
      await onLine?.(line);
    }
  }
  return lines;
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { RunHandle, Runtime } from '@taskloom/runtime';
import { TaskloomError } from '@taskloom/sdk';
import { Pi } from './pipeline.js';

/**
 * POST /runs {"digits": n} starts a run and answers with its events, one JSON object a line, the result last.
 * DELETE /runs/ID cancels it, and so does a client that hangs up.
 */
export function createService(runtime: Runtime): Server {
  const handles = new Map<string, RunHandle<string>>();
  return createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => refuse(response, error));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, runs, runId] = (request.url ?? '').split('/');
    if (runs === 'runs' && request.method === 'POST') return startRun(request, response);
    const handle = handles.get(runId ?? '');
    if (handle === undefined || request.method !== 'DELETE') {
      response.writeHead(404).end();
      return;
    }
    handle.cancel('asked for over HTTP');
    response.writeHead(204).end();
  }

  async function startRun(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const params: Record<string, unknown> = JSON.parse(await readBody(request));
    // Params that do not fit are refused here, before there is a run.
    await runtime.plan(Pi, { params });
    const handle = runtime.start(Pi, { params });
    handles.set(handle.runId, handle);
    response.on('close', () => handle.cancel('the client hung up'));
    response.writeHead(200, { 'content-type': 'application/x-ndjson', 'x-run-id': handle.runId });
    for await (const event of handle) response.write(`${JSON.stringify(event)}\n`);
    const result = await handle.done;
    handles.delete(handle.runId);
    const { state } = result;
    response.end(`${JSON.stringify(state === 'success' ? { state, value: result.value } : { state })}\n`);
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

function refuse(response: ServerResponse, error: unknown): void {
  const isTheirs = error instanceof TaskloomError || error instanceof SyntaxError;
  if (response.headersSent) response.end();
  else response.writeHead(isTheirs ? 400 : 500).end(JSON.stringify({ error: isTheirs ? error.message : 'internal' }));
}

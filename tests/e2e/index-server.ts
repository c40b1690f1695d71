/**
 * A package index (PEP 503) on this machine, served from a folder of wheels: it can ask for a password, refuse, break off
 * a transfer, hold one back, lie about a hash, and yank a release.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface IndexServer extends AsyncDisposable {
  /** Of the index, with the credentials where they are given. */
  url(credentials?: string): string;
  readonly behaviour: IndexBehaviour;
  /** Resolves when a wheel has been asked for. */
  readonly wheelAsked: Promise<void>;
}

export interface IndexBehaviour {
  /** `user:password` */
  credentials?: string;
  /** What is answered when a wheel is asked for, in place of the wheel. */
  wheels?: 'error' | 'cut-off' | 'held-back';
  hasWrongHashes?: boolean;
  /** Names of wheels that were yanked. */
  yanked?: readonly string[];
}

/** @param folder of the wheels; what is in it may change */
export async function startIndex(folder: string): Promise<IndexServer> {
  const behaviour: IndexBehaviour = {};
  let tellAsked = (): void => undefined;
  const wheelAsked = new Promise<void>((resolve) => {
    tellAsked = resolve;
  });
  const server = createServer((request, response) => {
    if (request.url?.endsWith('.whl')) tellAsked();
    answer(request, response, { folder, behaviour });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    behaviour,
    wheelAsked,
    url: (credentials) => `http://${credentials === undefined ? '' : `${credentials}@`}127.0.0.1:${port}/simple`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Served {
  readonly folder: string;
  readonly behaviour: IndexBehaviour;
}

function answer({ url = '', headers }: IncomingMessage, response: ServerResponse, { folder, behaviour }: Served): void {
  const { credentials } = behaviour;
  const wanted = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  if (wanted !== undefined && headers.authorization !== wanted) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="index"' }).end();
    return;
  }
  const [, project] = /^\/simple\/([^/]+)\/$/.exec(url) ?? [];
  if (project !== undefined) return sendProject(project, response, { folder, behaviour });
  const [, file] = /^\/files\/([^/]+\.whl)$/.exec(url) ?? [];
  if (file !== undefined) return sendWheel(file, response, { folder, behaviour });
  response.writeHead(404).end();
}

function sendProject(project: string, response: ServerResponse, { folder, behaviour }: Served): void {
  const files = readdirSync(folder).filter((name) => name.startsWith(`${project}-`));
  if (files.length === 0) {
    response.writeHead(404).end();
    return;
  }
  const { hasWrongHashes = false, yanked = [] } = behaviour;
  const links = files.map((name) => {
    const content = readFileSync(join(folder, name));
    const hash = createHash('sha256').update(hasWrongHashes ? 'other' : content);
    const mark = yanked.includes(name) ? ' data-yanked="broken"' : '';
    return `<a href="/files/${name}#sha256=${hash.digest('hex')}"${mark}>${name}</a><br>`;
  });
  response
    .writeHead(200, { 'content-type': 'text/html' })
    .end(`<!DOCTYPE html><html><body>${links.join('\n')}</body></html>`);
}

function sendWheel(file: string, response: ServerResponse, { folder, behaviour }: Served): void {
  const content = readFileSync(join(folder, file));
  switch (behaviour.wheels) {
    case 'error':
      response.writeHead(500).end();
      return;
    case 'cut-off':
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, content.length / 2), () => response.destroy());
      return;
    case 'held-back':
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 1));
      return;
    default:
      response.writeHead(200, { 'content-length': content.length, 'content-type': 'application/zip' }).end(content);
  }
}

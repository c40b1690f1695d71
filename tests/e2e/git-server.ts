/** A git repository with one project in it, served on this machine by git's own program, which asks for a password. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { writeProject } from './own-project.js';

export interface GitServer extends AsyncDisposable {
  /** Of the repository. @param credentials `user:password` */
  url(credentials?: string): string;
  /** Writes another version of the project into the branch `main`. Gives the id of its commit. */
  commit(version: number): string;
}

/** @param folder empty; @param credentials without which nobody is let in */
export async function startGitServer(folder: string, credentials: string): Promise<GitServer> {
  const work = join(folder, 'own');
  mkdirSync(work, { recursive: true });
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args], {
      cwd: work,
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet', '--initial-branch', 'main');
  const server = createServer((request, response) => {
    const wanted = `Basic ${Buffer.from(credentials).toString('base64')}`;
    if (request.headers.authorization === wanted) serve(request, response, folder);
    else response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (given) => `http://${given === undefined ? '' : `${given}@`}127.0.0.1:${port}/own/.git`,
    commit(version) {
      writeProject(work, version);
      git('add', '.');
      git('commit', '--quiet', '--message', String(version));
      return git('rev-parse', 'HEAD');
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As a web server that knows CGI does it. */
function serve(request: IncomingMessage, response: ServerResponse, folder: string): void {
  const { pathname, search } = new URL(request.url ?? '', 'http://localhost');
  const backend = spawn('git', ['http-backend'], {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REMOTE_USER: 'ci',
      REQUEST_METHOD: request.method ?? '',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(backend.stdin);
  const chunks: Buffer[] = [];
  backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  backend.on('close', () => {
    const answer = Buffer.concat(chunks);
    const end = answer.indexOf('\r\n\r\n');
    const lines = answer.subarray(0, end).toString().split('\r\n');
    for (const line of lines) {
      const [name = '', value = ''] = line.split(/: (.*)/s);
      if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.end(answer.subarray(end + 4));
  });
}

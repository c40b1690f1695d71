/**
 * The two keys of an environment: that of a request, under which its resolution is remembered, and that of what it
 * resolved to, under which the environment is kept. Requests that resolve alike share an environment.
 */
import { createHash } from 'node:crypto';
import { maskCredentials } from '@taskloom/sdk/internal';
import type { EnvironmentRequest } from '../../ports.js';
import type { InterpreterIdentity } from '../interpreters/interpreter.js';
import type { LocalContent } from './local-content.js';
import type { Resolution } from './resolution.js';

/** Changes with the way in which requests are resolved and environments are built. */
const FORMAT = 4;
const KEY_LENGTH = 32;

/** Hexadecimal. Credentials and the task that asks are no part of it, nor is the place of the interpreter. */
export function createRequestKey(
  request: EnvironmentRequest,
  interpreter: InterpreterIdentity,
  local: LocalContent,
): string {
  const { requirements, constraints, indexUrls, findLinks, installOptions, installer } = request;
  const { implementation, version, abi, platform, libc = null } = interpreter;
  return digest({
    format: FORMAT,
    interpreter: [implementation, version, abi, platform, libc],
    requirements: requirements.map(maskCredentials),
    constraints: constraints.map(maskCredentials),
    indexUrls: indexUrls?.map(maskCredentials) ?? null,
    findLinks: findLinks.map(maskCredentials),
    installOptions,
    installer,
    local: local.requires,
  });
}

export interface EnvironmentContent {
  readonly request: EnvironmentRequest;
  readonly interpreter: InterpreterIdentity;
  readonly local: LocalContent;
  readonly installed: Resolution | BasePackages;
}

/** With `systemSitePackages`, what is installed depends on what the interpreter has already. */
export interface BasePackages {
  /** `six-1.16.0.dist-info`, sorted. */
  readonly basePackages: readonly string[];
  readonly requestKey: string;
}

/** Hexadecimal. Everything that decides what is in the environment, and nothing else. */
export function createEnvironmentKey(content: EnvironmentContent): string {
  const { request, interpreter, local, installed } = content;
  const { path, implementation, version, abi, platform, libc = null } = interpreter;
  return digest({
    format: FORMAT,
    interpreter: [path, implementation, version, abi, platform, libc],
    installOptions: request.installOptions,
    installed,
    local: local.whole,
  });
}

function digest(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, KEY_LENGTH);
}

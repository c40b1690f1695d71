/** What an environment is known by: everything that decides what is in it. */
import { createHash } from 'node:crypto';
import { maskCredentials } from '@taskloom/sdk/internal';
import type { EnvironmentRequest } from '../ports.js';
import type { Interpreter } from './interpreters/interpreter.js';

/** Changes with the way in which environments are built. */
const FORMAT = 2;
const KEY_LENGTH = 32;

/** Hexadecimal. The task that asks is no part of it, nor are the credentials of an index. */
export function createEnvironmentKey(request: EnvironmentRequest, interpreter: Interpreter): string {
  const { requirements, constraints, systemSitePackages, indexUrls, findLinks, installOptions } = request;
  const { path, implementation, version, abi, platform, libc = null } = interpreter;
  const parts = {
    format: FORMAT,
    interpreter: [path, implementation, version, abi, platform, libc],
    requirements,
    constraints,
    systemSitePackages,
    indexUrls: indexUrls?.map(maskCredentials) ?? null,
    findLinks: findLinks.map(maskCredentials),
    installOptions,
  };
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, KEY_LENGTH);
}

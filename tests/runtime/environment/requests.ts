/** Requests and interpreters as the environments are given them. */
import type { Interpreter } from '../../../packages/runtime/src/environment/interpreters/interpreter.js';
import type { EnvironmentRequest } from '../../../packages/runtime/src/ports.js';

export function createRequest(facts: Partial<EnvironmentRequest> = {}): EnvironmentRequest {
  return {
    python: '3',
    requirements: [],
    constraints: [],
    systemSitePackages: false,
    findLinks: [],
    installOptions: [],
    installer: 'auto',
    taskId: 'load',
    ...facts,
  };
}

export function createInterpreter(facts: Partial<Interpreter> = {}): Interpreter {
  return {
    path: '/usr/bin/python3.12',
    implementation: 'CPython',
    version: '3.12.1',
    abi: 'cpython-312-x86_64-linux-gnu',
    platform: 'linux-x86_64',
    libc: 'glibc 2.36',
    sitePackages: [],
    source: 'system',
    ...facts,
  };
}

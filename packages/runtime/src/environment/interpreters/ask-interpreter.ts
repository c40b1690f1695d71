/** Starts an interpreter to ask it what it is. */
import { realpath } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { type ProgramEnd, runProgram } from '../run-program.js';
import { type InterpreterIdentity, interpreterIdentity } from './interpreter.js';
import { isShim } from './shims.js';

/** Runs on every Python. One answer a line. What is beside the pipeline is not Python's. */
const QUESTION = `
import sys
sys.path = [folder for folder in sys.path if folder]
import os, site, sysconfig
def ask(name):
    return sysconfig.get_config_var(name) or ""
version = "%d%d" % sys.version_info[:2]
abi = ask("SOABI") or "cp" + version + ("mu" if sys.maxunicode > 65535 else "m")
try:
    libc = os.confstr("CS_GNU_LIBC_VERSION") or ""
except (AttributeError, ValueError):
    libc = ""
if "musl" in abi + ask("HOST_GNU_TYPE"):
    libc = "musl"
print(getattr(sys, "_base_executable", None) or sys.executable)
print("PyPy" if hasattr(sys, "pypy_version_info") else "CPython")
print("%d.%d.%d" % sys.version_info[:3])
print(abi)
print(sysconfig.get_platform() + ("" if sys.maxsize > 2 ** 32 else "-32"))
print("libc " + libc)
print(os.pathsep.join(site.getsitepackages() + [site.getusersitepackages()]))
`;
const ANSWERS = 7;
const TIMEOUT_MS = 20_000;

/**
 * Undefined for what is no Python, as far as can be said once and for all; rejects when that may be otherwise the next
 * time: it did not answer in time, or something kept it from starting.
 */
export async function askInterpreter(path: string, signal: AbortSignal): Promise<InterpreterIdentity | undefined> {
  const asked = { file: path, args: ['-E', '-S', '-c', QUESTION], timeoutMs: TIMEOUT_MS, signal };
  const end = await runProgram(asked);
  signal.throwIfAborted();
  if (end.exitCode === 0) return readAnswer(end.output);
  if (isSureAnswer(path, end)) return undefined;
  throw new Error(`${path} was started, and gave no answer: ${end.output.at(-1) ?? ''}`);
}

async function readAnswer(output: readonly string[]): Promise<InterpreterIdentity | undefined> {
  const [executable = '', implementation, version, abi, platform, libc = '', folders = ''] = output.slice(-ANSWERS);
  const real = await realpath(executable).catch(() => '');
  const sitePackages = folders.split(delimiter);
  const told = {
    path: real,
    implementation,
    version,
    abi,
    platform,
    sitePackages,
    ...findLibc(libc.slice('libc '.length)),
  };
  return interpreterIdentity.safeParse(told).data;
}

/** Of a Python that is too old to know the question. */
const UNKNOWN_TO_PYTHON = /^(?:ImportError|SyntaxError|AttributeError)\b/;
/** Of a machine that is short of something just now. */
const SHORTAGE = /temporarily unavailable|cannot allocate memory|too many open files|stale file handle/i;

/** A library that is missing may be found by another user's settings, and a stub may start once its tools are there. */
function isSureAnswer(path: string, { exitCode, output }: ProgramEnd): boolean {
  if (exitCode === undefined || output.some((line) => SHORTAGE.test(line))) return false;
  // What a shim says depends on files that belong to what is asked.
  return isShim(path) || UNKNOWN_TO_PYTHON.test(output.at(-1) ?? '');
}

function findLibc(libc: string): { readonly libc?: string } {
  return libc === '' ? {} : { libc };
}

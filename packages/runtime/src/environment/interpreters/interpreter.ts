/** What is known of an interpreter, and how it is told from others. */
import { z } from 'zod';

/** Where an interpreter was found. `system`: the folders of the operating system and of Homebrew. */
export type InterpreterSource = 'TASKLOOM_PYTHON' | 'PATH' | 'pyenv' | 'asdf' | 'mise' | 'uv' | 'conda' | 'system';

/** What an interpreter is. Does not change as long as its file does not. */
export interface InterpreterIdentity {
  /** Absolute path of the file itself, past links and shims; of a virtual environment, of what it was made from. */
  readonly path: string;
  readonly implementation: 'CPython' | 'PyPy';
  /** `3.12.1` */
  readonly version: string;
  /** What its extension modules are made for: `cpython-312-x86_64-linux-gnu`, `cp27mu`. */
  readonly abi: string;
  /** `linux-x86_64`, `macosx-14.0-arm64`. */
  readonly platform: string;
  /** `glibc 2.36`, `musl`; absent where there is none of several to tell. */
  readonly libc?: string | undefined;
  /** Folders of what is installed for it; not all of them need to be there. */
  readonly sitePackages: readonly string[];
}

/** An interpreter of this machine. */
export interface Interpreter extends InterpreterIdentity {
  readonly source: InterpreterSource;
}

export const interpreterIdentity: z.ZodType<InterpreterIdentity> = z.object({
  path: z.string().startsWith('/'),
  implementation: z.enum(['CPython', 'PyPy']),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  abi: z.string(),
  platform: z.string().min(1),
  libc: z.string().optional(),
  sitePackages: z.array(z.string()),
});

/** `Python 3.12.1`, `PyPy 3.10.14`. */
export function nameInterpreter({ implementation, version }: InterpreterIdentity): string {
  return `${implementation === 'CPython' ? 'Python' : implementation} ${version}`;
}

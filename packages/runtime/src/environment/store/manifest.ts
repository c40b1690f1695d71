/** What is written down of an environment. An environment without a manifest is none. */
import { z } from 'zod';
import { type InterpreterIdentity, interpreterIdentity } from '../interpreters/interpreter.js';
import { type Resolution, resolution } from '../resolution/resolution.js';

export const MANIFEST = 'environment.json';
const FORMAT = 2;

export interface Manifest {
  readonly format: typeof FORMAT;
  readonly key: string;
  /** Of its interpreter, below the environment's folder. */
  readonly python: string;
  readonly interpreter: InterpreterIdentity;
  readonly installer: 'uv' | 'pip';
  /** The one it was built for, without credentials. */
  readonly request: {
    readonly key: string;
    readonly requirements: readonly string[];
    readonly constraints: readonly string[];
    readonly systemSitePackages: boolean;
  };
  /** Absent with `systemSitePackages`. */
  readonly resolution?: Resolution | undefined;
  /** What is in `site-packages`, by name. */
  readonly topLevel: readonly string[];
  readonly createdAt: string;
  readonly fileCount: number;
  /** Of all files, as the file system counts; a file that is linked from elsewhere counts in full. */
  readonly sizeBytes: number;
}

const manifest: z.ZodType<Manifest> = z.object({
  format: z.literal(FORMAT),
  key: z.string(),
  python: z.string(),
  interpreter: interpreterIdentity,
  installer: z.enum(['uv', 'pip']),
  request: z.object({
    key: z.string(),
    requirements: z.array(z.string()),
    constraints: z.array(z.string()),
    systemSitePackages: z.boolean(),
  }),
  resolution: resolution.optional(),
  topLevel: z.array(z.string()),
  createdAt: z.iso.datetime(),
  fileCount: z.int(),
  sizeBytes: z.int(),
});

/** Undefined for what is none, or of another format. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    return manifest.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function formatManifest(facts: Omit<Manifest, 'format'>): string {
  return `${JSON.stringify({ format: FORMAT, ...facts } satisfies Manifest, undefined, 2)}\n`;
}

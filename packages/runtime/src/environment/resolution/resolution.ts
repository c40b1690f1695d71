/** What a request resolves to: exact versions, with the hashes of the files that they may come from. */
import { z } from 'zod';

export interface ResolvedPackage {
  /** As PEP 503 normalises it. */
  readonly name: string;
  readonly version: string;
  /** Of a package that is not from an index: its URL, without credentials, or its absolute path. */
  readonly url?: string | undefined;
  /** `sha256:…`, sorted. Never empty. */
  readonly hashes: readonly string[];
}

export interface Resolution {
  /** Sorted by name. */
  readonly packages: readonly ResolvedPackage[];
  /** Requirements that have no hash: projects in folders, and revisions of repositories. Without credentials, sorted. */
  readonly direct: readonly string[];
}

const resolvedPackage: z.ZodType<ResolvedPackage> = z.object({
  name: z.string(),
  version: z.string(),
  url: z.string().optional(),
  hashes: z.array(z.string().regex(/^[a-z0-9]+:[0-9a-f]+$/)).min(1),
});

export const resolution: z.ZodType<Resolution> = z.object({
  packages: z.array(resolvedPackage),
  direct: z.array(z.string()),
});

/** Sorted, so that the same set always reads the same. */
export function createResolution(packages: readonly ResolvedPackage[], direct: readonly string[]): Resolution {
  const sorted = packages.map(({ name, version, url, hashes }) => ({
    name,
    version,
    ...(url === undefined ? {} : { url }),
    hashes: [...new Set(hashes)].sort(),
  }));
  return { packages: sorted.sort((a, b) => compare(a.name, b.name)), direct: [...new Set(direct)].sort(compare) };
}

/** As PEP 503 has it: `Ruamel_YAML` is `ruamel-yaml`. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Not by locale: the order is written into files. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** `own_package-1.0-py3-none-any.whl`, `own-package-1.0.tar.gz` */
const WHEEL = /^([^-]+)-([^-]+)-.*\.whl$/;
const ARCHIVE = /^(.+)-([^-]+?)(?:\.tar\.\w+|\.tgz|\.zip)$/;

/** What the name of a wheel or an archive tells. */
export function parseFileName(file: string): Pick<ResolvedPackage, 'name' | 'version'> | undefined {
  const [, name, version] = WHEEL.exec(file) ?? ARCHIVE.exec(file) ?? [];
  return name === undefined || version === undefined ? undefined : { name: normalizeName(name), version };
}

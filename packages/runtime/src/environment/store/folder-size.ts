/** How much is in a folder. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface FolderSize {
  readonly fileCount: number;
  /** Of all files, links not followed. */
  readonly sizeBytes: number;
}

export async function measureFolder(folder: string): Promise<FolderSize> {
  const entries = await readdir(folder, { withFileTypes: true });
  const sizes = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return measureFolder(path);
      return { fileCount: 1, sizeBytes: (await lstat(path)).size };
    }),
  );
  return sizes.reduce(
    (sum, one) => ({ fileCount: sum.fileCount + one.fileCount, sizeBytes: sum.sizeBytes + one.sizeBytes }),
    { fileCount: 0, sizeBytes: 0 },
  );
}

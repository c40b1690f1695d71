/** Which modules a folder has that Python looks into. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A module of Python's, and one that was compiled; both by their first name. */
const MODULE = /^([A-Za-z_]\w*)(?:\.py|(?:\.[\w-]+)?\.(?:so|pyd))$/;

/**
 * First names of the modules and packages in a folder; none where there is no such folder.
 *
 * @param folders whether every folder counts as a package, or those alone that have a module in them
 */
export async function listModules(folder: string, folders: 'all' | 'with modules'): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry) => {
      const { name } = entry;
      const module = MODULE.exec(name)?.[1];
      if (module !== undefined) return module;
      if (entry.isFile() || !/^[A-Za-z_]\w*$/.test(name)) return undefined;
      return folders === 'all' || (await hasModule(join(folder, name))) ? name : undefined;
    }),
  );
  return [...new Set(found.filter((name) => name !== undefined))];
}

async function hasModule(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.some((name) => MODULE.test(name));
}

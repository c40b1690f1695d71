/** Keeps pip to the versions from before, as far as they go with what is asked for now. */
import { join } from 'node:path';
import { TaskloomError } from '@taskloom/sdk/internal';
import { formatPin } from '../resolution/requirement-lines.js';
import { normalizeName, type ResolvedPackage } from '../resolution/resolution.js';
import type { ResolveOrder } from './installer.js';
import { writeLines } from './run-installer.js';

/**
 * For pip a constraint is no preference: where it cannot keep to all of them, it is asked again without those that it
 * names, and without any where it names none.
 *
 * @param download is given the options that name the versions
 */
export async function downloadKept(
  order: ResolveOrder,
  download: (options: readonly string[]) => Promise<unknown>,
): Promise<void> {
  for (let kept = listKept(order); ; ) {
    try {
      await download(await writeKept(order, kept));
      return;
    } catch (error) {
      order.signal.throwIfAborted();
      if (kept.length === 0) throw error;
      const refused = listRefused(error);
      const others = kept.filter(({ name }) => !refused.has(name));
      kept = others.length === kept.length ? [] : others;
    }
  }
}

function listKept({ known, upgrade = [] }: ResolveOrder): readonly ResolvedPackage[] {
  const upgraded = upgrade.map(normalizeName);
  return (known?.packages ?? []).filter(({ name, url }) => url === undefined && !upgraded.includes(name));
}

async function writeKept({ scratch }: ResolveOrder, kept: readonly ResolvedPackage[]): Promise<readonly string[]> {
  if (kept.length === 0) return [];
  const file = join(scratch, 'kept.txt');
  await writeLines(file, kept.map(formatPin));
  return ['--constraint', file];
}

/** Names of constraints that pip gives as the cause of a conflict, or that no index has any more. */
function listRefused(error: unknown): ReadonlySet<string> {
  const output =
    error instanceof TaskloomError ? (error.details['output'] as readonly string[] | undefined) : undefined;
  const found = (output ?? []).flatMap((line) => REFUSED.exec(line)?.slice(1) ?? []);
  return new Set(found.map(normalizeName));
}

const REFUSED =
  /(?:The user requested \(constraint\)|satisfies the requirement|No matching distribution found for) ([\w.-]+)==/;

/**
 * Which copy of the SDK a decorator belongs to. Copies share the metadata, but not what they recognize by identity:
 * values, stand-ins, the `python` tag.
 */
import { fileURLToPath } from 'node:url';

/** The same object for everything that one copy made. */
export interface SdkCopy {
  /** The folder of the package, or the file of a bundle, as far as that is known. */
  readonly place: string;
}

export const THIS_COPY: SdkCopy = Object.freeze({ place: findPlace(import.meta.url) });

/** @param url undefined in a bundle of CommonJS */
function findPlace(url: string | undefined): string {
  if (url === undefined) return 'a bundle';
  return fileURLToPath(url).replace(/[\\/](?:src|dist)[\\/]metadata[\\/][^\\/]*$/, '');
}

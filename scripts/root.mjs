// Where the repository is.
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository, with a separator at the end. */
export const ROOT = fileURLToPath(new URL('../', import.meta.url));

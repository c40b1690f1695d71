/** Keeps credentials in URLs out of messages, logs and manifests. */

/** In any text, `https://user:password@host/` becomes `https://***@host/`. */
export function maskCredentials(text: string): string {
  return text.replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/"]*@/gi, '$1***@');
}

/** Whether a URL in the text has a user, or a password. */
export function hasCredentials(text: string): boolean {
  return maskCredentials(text) !== text;
}

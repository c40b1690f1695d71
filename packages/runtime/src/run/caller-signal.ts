/** The `AbortSignal` that a caller gives along, heeded as long as its run or task goes on. */

/** Cancels when the signal is aborted, or at once where it is already. Gives what ends the heeding. */
export function followSignal(signal: AbortSignal | undefined, cancel: (reason?: string) => void): () => void {
  const onAbort = (): void => cancel(describeReason(signal?.reason));
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  return () => signal?.removeEventListener('abort', onAbort);
}

/** Text, an error, or anything. */
function describeReason(reason: unknown): string | undefined {
  if (typeof reason === 'string') return reason;
  return reason instanceof Error && reason.name !== 'AbortError' ? reason.message : undefined;
}

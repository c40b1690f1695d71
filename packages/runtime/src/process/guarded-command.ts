/** Ties programs that know nothing of Taskloom to the life of this process, as the harness ties itself. */
import type { ProcessCommand } from './start-process.js';

/**
 * Descriptor 3 is the lifeline: it reaches its end when Node is gone, however that went, and who waits for it kills the
 * process group. The program takes the shell's place, and does not get the descriptor.
 */
const GUARD = `
(trap '' TERM; read -r _ <&3; kill -KILL 0) >/dev/null 2>&1 </dev/null &
exec 3<&-
exec "$@"`;

export interface GuardedCommand extends Omit<ProcessCommand, 'sockets'> {
  /** Everything is written to stdout, so that lines of both streams come in the order in which they were written. */
  readonly joinsOutput?: boolean;
}

/** The same command, which ends with Node at the latest. A program that is not there ends it with status 127. */
export function guardCommand({ file, args, env, cwd, joinsOutput = false }: GuardedCommand): ProcessCommand {
  const script = joinsOutput ? `${GUARD} 2>&1` : GUARD;
  return { file: '/bin/sh', args: ['-c', script, 'sh', file, ...args], env, cwd, sockets: 1 };
}

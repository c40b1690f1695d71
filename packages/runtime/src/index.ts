/** Every public name of `@taskloom/runtime`. */
export type { RunEvent, RunState } from './run-event.js';
export type { TaskFailure } from './task-failure.js';

/** Every public name of `@taskloom/runtime`. */
export { type FindInterpretersOptions, findInterpreters } from './environment/interpreters/find-interpreters.js';
export type { Interpreter, InterpreterIdentity, InterpreterSource } from './environment/interpreters/interpreter.js';
export type { Plan, PlanTask } from './plan/describe-plan.js';
export { RunFailedError } from './run/run-failed-error.js';
export type { RunResult, TaskInstance } from './run/run-result.js';
export type { RunEvent, RunState } from './run-event.js';
export type { RunSummary } from './run-history.js';
export { createRuntime } from './runtime.js';
export type { RunHandle, Runtime } from './runtime-interface.js';
export type { ResumeOptions, RunFilter, RunOptions, RuntimeOptions, TaskRunOptions } from './runtime-options.js';
export type { FailureFrame, TaskFailure } from './task-failure.js';

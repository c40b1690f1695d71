/** What a TypeScript body throws to end its task in another way than by failing. */

/** Ends the task as skipped. */
export class SkipTask extends Error {
  override readonly name = 'SkipTask';
  constructor(reason = '') {
    super(reason);
  }
}

/** Fails the task without using up its retries. */
export class FailTask extends Error {
  override readonly name = 'FailTask';
  constructor(reason = '') {
    super(reason);
  }
}

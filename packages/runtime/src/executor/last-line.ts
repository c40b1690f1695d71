/** Keeps the last line of what a process prints, however long it is, and nothing else. */

const LF = 0x0a;

export class LastLine {
  /** The last line that has an end. */
  #line: Buffer = Buffer.alloc(0);
  /** What came after it. */
  #pending: Buffer[] = [];

  push(chunk: Buffer): void {
    const end = chunk.lastIndexOf(LF);
    if (end === -1) {
      this.#pending.push(chunk);
      return;
    }
    const start = end === 0 ? -1 : chunk.lastIndexOf(LF, end - 1);
    const piece = chunk.subarray(start + 1, end);
    this.#line = start === -1 ? Buffer.concat([...this.#pending, piece]) : piece;
    this.#pending = [chunk.subarray(end + 1)];
  }

  /** As Airflow gives it: without white space at its end, empty when nothing was printed. */
  read(): string {
    const rest = Buffer.concat(this.#pending);
    return (rest.length > 0 ? rest : this.#line).toString('utf8').trimEnd();
  }
}

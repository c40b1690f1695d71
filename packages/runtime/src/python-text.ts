/** What a Python task runs: text of a template with its place in the author's file, or a function of a .py file. */

export interface PythonParameter {
  /** As the author wrote it. */
  readonly name: string;
  /** As Python sees it: `from` becomes `from_`. */
  readonly pythonName: string;
  readonly rest: boolean;
  /** JSON text of a wire value. Absent: the argument is required. */
  readonly defaultValue?: string;
}

/**
 * A place where the text given to Python is shorter or longer than the author's line: to columns from `column` on, add
 * `by`. Those of one line add up.
 */
export interface ColumnShift {
  readonly line: number;
  /** Of the text. */
  readonly column: number;
  readonly by: number;
}

/**
 * Python text of a template, ready for the harness: as it is, it stands under a `def`. That goes on the text's first
 * line where that is empty, and else on the line before; code on the first line is indented to fit.
 */
export interface PythonSource {
  /** Absolute path of the author's file: the name under which the text is compiled. */
  readonly file: string;
  readonly functionName: string;
  readonly text: string;
  /** Line and column (from 1, UTF-16) of the author's file at which `text` begins. */
  readonly firstLine: number;
  readonly firstColumn: number;
  /** For the lines on which columns of `text` are not those of the file; in order. */
  readonly columnShifts: readonly ColumnShift[];
  readonly parameters: readonly PythonParameter[];
}

/** The body of a Python task: text of a template, or a function of a .py file. */
export type PythonProgram =
  | {
      readonly kind: 'body';
      readonly source: PythonSource;
      /** Values of `${expressions}` on the wire, by the Python name they are bound to. */
      readonly captures: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'file'; readonly path: string; readonly functionName: string };

/**
 * What a source file tells about its methods, as data that JSON can hold: made by extract/, kept by the cache. Positions
 * are those of the text that was parsed; no path is in it, so that the same text gives the same data anywhere.
 */
import type { RuntimeErrorCode } from '../errors.js';
import type { WireText } from '../ports.js';
import type { ColumnShift } from '../python-text.js';
import type { TextPosition } from './line-table.js';

export interface TextSpan {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

/** Why something cannot be used. It is an error only once a Python task turns out to need it. */
export interface SourceProblem {
  readonly code: RuntimeErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly at: TextPosition;
}

export type ExtractedDefault =
  | { readonly kind: 'value'; readonly value: WireText }
  /**
   * Known only when it is evaluated, which calling the method does, and which shows where the body interpolates the
   * parameter. `problem` is for where it does not, or where evaluating needs what a capture does not have.
   */
  | { readonly kind: 'dynamic'; readonly canEvaluate: boolean; readonly problem: SourceProblem };

export interface ExtractedParameter {
  /** Of a destructured parameter: its pattern. */
  readonly name: string;
  readonly pythonName: string;
  readonly at: TextPosition;
  /** It has a default or a question mark. */
  readonly optional: boolean;
  readonly rest: boolean;
  readonly defaultValue?: ExtractedDefault;
}

export type ExtractedPlaceholder =
  | { readonly kind: 'parameter'; readonly index: number }
  | { readonly kind: 'capture'; readonly pythonName: string; readonly expression: string; readonly at: TextPosition };

/** Python text of a template; see `PythonSource`. */
export interface ExtractedTemplate {
  readonly kind: 'template';
  /** SHA-256 in hex over the raw strings of the template. */
  readonly digest: string;
  readonly text: string;
  /** Of the first character behind the backtick. */
  readonly at: TextPosition;
  /** What to add to the columns of the text's first line. */
  readonly firstShift: number;
  /** Beside `firstShift`. */
  readonly columnShifts: readonly ColumnShift[];
  readonly functionName: string;
  readonly placeholders: readonly ExtractedPlaceholder[];
}

export type ExtractedBody =
  | ExtractedTemplate
  /** `return python.file(…)`. */
  | { readonly kind: 'file'; readonly at: TextPosition }
  | { readonly kind: 'problem'; readonly problem: SourceProblem };

export interface ExtractedMethod {
  readonly name: string;
  /** Names that its class may have at run time. */
  readonly classNames: readonly string[];
  /** Of its name. */
  readonly at: TextPosition;
  /** From its first decorator to the end of its body. */
  readonly span: TextSpan;
  readonly parameters: readonly ExtractedParameter[];
  /** Why its parameters cannot be those of a Python function. */
  readonly parameterProblem?: SourceProblem;
  readonly body: ExtractedBody;
}

/** A file that was looked for on the way, relative to the folder of the source; `digest` of its text, null when it is not there. */
export interface FileDependency {
  readonly path: string;
  readonly digest: string | null;
}

export interface ExtractedFile {
  readonly methods: readonly ExtractedMethod[];
  readonly dependencies: readonly FileDependency[];
}

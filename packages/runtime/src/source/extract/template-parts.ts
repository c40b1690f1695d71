/** A tagged template taken apart: its raw strings and its placeholders, each with its place. */
import { type Expression, Node, type TaggedTemplateExpression } from 'ts-morph';
import type { LineTable, TextPosition } from '../line-table.js';
import { splitEscapes, type TemplatePiece } from '../python/write-python.js';

export interface PlaceholderNode {
  readonly expression: Expression;
  /** Of `$`, and behind the closing brace. */
  readonly start: TextPosition;
  readonly end: TextPosition;
}

export interface TemplateParts {
  /** As the tag gets them: line ends are `\n`. */
  readonly strings: readonly string[];
  readonly pieces: readonly TemplatePiece[];
  /** One between each two pieces. */
  readonly placeholders: readonly PlaceholderNode[];
}

export function takeApart(node: TaggedTemplateExpression, lines: LineTable): TemplateParts {
  const template = node.getTemplate();
  const source = node.getSourceFile().getFullText();
  if (Node.isNoSubstitutionTemplateLiteral(template)) {
    return assemble(source, [[template.getStart() + 1, template.getEnd() - 1]], [], lines);
  }
  const spans = template.getTemplateSpans();
  const head: Range = [template.getHead().getStart() + 1, template.getHead().getEnd() - 2];
  const rest = spans.map((span): Range => {
    const literal = span.getLiteral();
    return [literal.getStart() + 1, literal.getEnd() - (Node.isTemplateTail(literal) ? 1 : 2)];
  });
  return assemble(
    source,
    [head, ...rest],
    spans.map((span) => span.getExpression()),
    lines,
  );
}

/** From the first character to behind the last one, without backtick and braces. */
type Range = readonly [from: number, to: number];

function assemble(
  source: string,
  ranges: readonly Range[],
  expressions: readonly Expression[],
  lines: LineTable,
): TemplateParts {
  const strings = ranges.map(([from, to]) => source.slice(from, to).replace(/\r\n?/g, '\n'));
  return {
    strings,
    pieces: ranges.map(([from], index) => ({
      start: lines.toPosition(from),
      parts: splitEscapes(strings[index] ?? ''),
    })),
    placeholders: expressions.map((expression, index) => ({
      expression,
      start: lines.toPosition(ranges[index]?.[1] ?? 0),
      end: lines.toPosition(ranges[index + 1]?.[0] ?? 0),
    })),
  };
}

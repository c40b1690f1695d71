/** A tagged template as Python text: names what its placeholders stand for, and has it written. */
import type { TaggedTemplateExpression } from 'ts-morph';
import type { ExtractedBody, ExtractedPlaceholder } from '../extracted-file.js';
import { CaptureNames } from '../python/capture-names.js';
import { layOut } from '../python/layout.js';
import { listWords, toFunctionName } from '../python/python-names.js';
import { type PythonScan, scanPython } from '../python/scan-python.js';
import { type WrittenName, writePython } from '../python/write-python.js';
import { digestText } from '../text-file.js';
import { unwrap } from './constant-value.js';
import { startOf } from './file-context.js';
import type { BodyContext } from './read-body.js';
import { findPlaceholderProblem, readPlaceholder } from './read-placeholder.js';
import { type PlaceholderNode, type TemplateParts, takeApart } from './template-parts.js';

export function readTemplate(node: TaggedTemplateExpression, context: BodyContext): ExtractedBody {
  const { method, file } = context;
  const parts = takeApart(node, file.lines);
  if (parts.strings.join('').trim() === '' && parts.placeholders.length === 0) {
    const at = startOf(node, file);
    const message = `The Python body of "${method}" is empty.`;
    return {
      kind: 'problem',
      problem: { code: 'BODY_NOT_TEMPLATE', message, hint: 'Write Python into it, at least `pass`.', at },
    };
  }
  const scan = scanPython(
    listTexts(parts),
    parts.placeholders.map(({ start, end }) => end.line - start.line),
  );
  for (const [index, placeholder] of parts.placeholders.entries()) {
    const problem = findPlaceholderProblem(placeholder, scan.contexts[index] ?? 'code', context);
    if (problem !== undefined) return { kind: 'problem', problem };
  }
  return compose(parts, scan, context);
}

function compose(parts: TemplateParts, scan: PythonScan, context: BodyContext): ExtractedBody {
  const { pieces, strings } = parts;
  const functionName = toFunctionName(context.method);
  const at = pieces[0]?.start ?? { line: 1, column: 1 };
  const indentation = /^[ \t\f]*/.exec(strings[0] ?? '')?.[0].length ?? 0;
  const placeholders = namePlaceholders(parts, functionName, context);
  const names = placeholders.map((placeholder, index): WrittenName => {
    const node = parts.placeholders[index] as PlaceholderNode;
    const inner = startOf(unwrap(node.expression), context.file);
    const name = nameOf(placeholder, context);
    return { name, context: scan.contexts[index] ?? 'code', start: node.start, inner, end: node.end };
  });
  const written = writePython(pieces, names, layOut(scan, at.column + indentation));
  return { kind: 'template', digest: digestText(...strings), at, functionName, placeholders, ...written };
}

function namePlaceholders(
  parts: TemplateParts,
  functionName: string,
  context: BodyContext,
): readonly ExtractedPlaceholder[] {
  const parameterNames = context.parameters.map(({ pythonName }) => pythonName);
  const names = new CaptureNames([...listTexts(parts).flatMap(listWords), ...parameterNames, functionName]);
  return parts.placeholders.map((placeholder) => {
    const meaning = readPlaceholder(placeholder, context);
    if (meaning.kind === 'parameter') return meaning;
    const expression = placeholder.expression.getText();
    return { kind: 'capture', pythonName: names.choose(meaning.request), expression, at: placeholder.start };
  });
}

function nameOf(placeholder: ExtractedPlaceholder, { parameters }: BodyContext): string {
  if (placeholder.kind === 'capture') return placeholder.pythonName;
  return parameters[placeholder.index]?.pythonName ?? '';
}

function listTexts({ pieces }: TemplateParts): readonly string[] {
  return pieces.map(({ parts }) => parts.join(''));
}

// Every regular expression that stands in a source file, by the compiler's own reading of it.

import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

export type FoundPattern = {
  readonly path: string;
  readonly line: number;
  readonly source: string;
  readonly flags: string;
};

const patternsIn = (path: string, text = readFileSync(path, 'utf8')): FoundPattern[] => {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: FoundPattern[] = [];
  const add = (node: ts.Node, source: string, flags: string): void => {
    found.push({ path, line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, source, flags });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      add(node, node.text.slice(1, end), node.text.slice(end + 1));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};

export const findPatterns = (globs: readonly string[]): FoundPattern[] =>
  globs.flatMap((glob) => globSync(glob).sort()).flatMap((path) => patternsIn(path));
export const findPatternsIn = patternsIn;

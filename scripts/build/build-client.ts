// The package for other teams' Lambdas as it would be published: one module, its types, the contract, the README.

import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import ts from 'typescript';

const source = 'packages/decryptor-client/src/decryptor-client.ts';
const copied = [
  'packages/decryptor-client/package.json',
  'packages/decryptor-client/README.md',
  'docs/decryptor-contract.schema.json',
];

const declarationsOf = (code: string): string => {
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(code, {
    fileName: source,
    reportDiagnostics: true,
    compilerOptions: {
      strict: true,
      isolatedDeclarations: true,
      declaration: true,
      module: ts.ModuleKind.NodeNext,
    },
  });
  const [first] = diagnostics;
  if (first !== undefined)
    throw new Error(`${source}: ${ts.flattenDiagnosticMessageText(first.messageText, '\n')}`);
  return outputText;
};

/** @returns what the module weighs */
export const buildClient = async (
  projectDirectory: string,
  outputDirectory: string,
): Promise<{ readonly bytes: number }> => {
  rmSync(outputDirectory, { recursive: true, force: true });
  mkdirSync(outputDirectory, { recursive: true });
  const code = readFileSync(join(projectDirectory, source), 'utf8');
  const built = await transform(code, {
    loader: 'ts',
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
  });
  const module = join(outputDirectory, 'decryptor-client.js');
  writeFileSync(module, built.code);
  writeFileSync(join(outputDirectory, 'decryptor-client.d.ts'), declarationsOf(code));
  for (const path of copied) {
    copyFileSync(join(projectDirectory, path), join(outputDirectory, path.split('/').at(-1) ?? path));
  }
  return { bytes: statSync(module).size };
};

// The gate's control: a decryptor bundle that is busy for a while before it does anything.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BundleFolder } from './build-bundles.ts';

export const slowDown = ({ folder }: BundleFolder, busyMs: number): void => {
  const file = join(folder, 'decryptor/handler.cjs');
  const wait = `const slowUntil = performance.now() + ${busyMs}; while (performance.now() < slowUntil);\n`;
  const code = readFileSync(file, 'utf8');
  // A directive stays one only when it comes first.
  const directive = /^"use strict";/.exec(code)?.[0] ?? '';
  writeFileSync(file, `${directive}${wait}${code.slice(directive.length)}`);
};

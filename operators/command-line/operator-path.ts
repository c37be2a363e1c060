// A path as the operator typed it. npm runs a script in the project's folder, wherever it was called from.

import { resolve } from 'node:path';

/** The npm scripts that take paths. */
const scripts: readonly (string | undefined)[] = ['credentials', 'audit', 'webhook'];

export const operatorPath = (path: string, env: NodeJS.ProcessEnv = process.env): string =>
  scripts.includes(env['npm_lifecycle_event']) && env['INIT_CWD'] !== undefined
    ? resolve(env['INIT_CWD'], path)
    : resolve(path);

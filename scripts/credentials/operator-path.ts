// A path as the operator typed it. npm runs a script in the project's folder, wherever it was called from.

import { resolve } from 'node:path';

export const operatorPath = (path: string, env: NodeJS.ProcessEnv = process.env): string =>
  env['npm_lifecycle_event'] === 'credentials' && env['INIT_CWD'] !== undefined
    ? resolve(env['INIT_CWD'], path)
    : resolve(path);

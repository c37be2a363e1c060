// One source file in the place of another while a peer is bundled.

import type { Plugin } from 'esbuild';

/** `name`: the last part of the path by which it is imported, without extension. */
export const replaceModule = (name: string, path: string): Plugin => ({
  name: `replace-${name}`,
  setup: (bundler) => {
    bundler.onResolve({ filter: new RegExp(`/${name}(\\.ts)?$`) }, () => ({ path }));
  },
});

// The bundler's side of the layer: sources import '#shared/…' as ever, and what the layer holds is left to it.

import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { layerPackage } from './layer-modules.ts';

const sourceOf = (
  projectDirectory: string,
  importPath: string,
  fromDirectory: string,
): string | undefined => {
  if (importPath.startsWith('#shared/')) return join(projectDirectory, 'shared', importPath.slice(8));
  const isPath = importPath.startsWith('.') || isAbsolute(importPath);
  return isPath ? resolve(fromDirectory, importPath.replace(/\.ts$/, '')) : undefined;
};

export const leaveToLayer = (projectDirectory: string, modules: readonly string[]): Plugin => ({
  name: 'leave-to-layer',
  setup: (bundler) => {
    const known = new Set(modules);
    bundler.onResolve({ filter: /./ }, ({ path, resolveDir, kind }) => {
      const source = sourceOf(projectDirectory, path, resolveDir);
      const name = source && relative(join(projectDirectory, 'shared'), source).replaceAll('\\', '/');
      if (name === undefined || !known.has(name) || kind === 'entry-point') return undefined;
      if (kind !== 'dynamic-import') {
        return { errors: [{ text: `${name} belongs to the layer: import() it where it is first used` }] };
      }
      return { path: `${layerPackage}/${name}`, external: true };
    });
  },
});

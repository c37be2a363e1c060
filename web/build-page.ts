// How the page and the API's documentation are built: for the bucket, and for the local stack.

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig, type Plugin } from 'vite';

/** Names of assets carry their hash, so they may be kept for ever; nothing is inlined, so that no policy has to allow it. */
const common: InlineConfig = {
  configFile: false,
  logLevel: 'warn',
  build: {
    emptyOutDir: true,
    target: 'es2024',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
};

/** Tells which files the chunks were made from. */
const tellFiles = (files: Set<string>): Plugin => ({
  name: 'tell-files',
  generateBundle: (_options, bundle) => {
    for (const output of Object.values(bundle)) {
      if (output.type === 'chunk') for (const id of output.moduleIds) files.add(id.split('?')[0] ?? id);
    }
  },
});

/** @returns the files that what a browser gets was made from */
export const buildPage = async (outDirectory: string): Promise<readonly string[]> => {
  const files = new Set<string>();
  await build({
    ...common,
    root: import.meta.dirname,
    plugins: [react(), tellFiles(files)],
    build: { ...common.build, outDir: outDirectory },
  });
  const docsDirectory = join(outDirectory, 'api/docs');
  await build({
    ...common,
    root: join(import.meta.dirname, 'api-docs'),
    base: '/api/docs/',
    plugins: [tellFiles(files)],
    // Swagger UI comes as one file.
    build: { ...common.build, outDir: docsDirectory, chunkSizeWarningLimit: 2_000 },
  });
  copyFileSync(join(import.meta.dirname, '../docs/openapi.json'), join(docsDirectory, 'openapi.json'));
  return [...files].sort();
};

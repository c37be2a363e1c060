// How the page is built: for the bucket, and for the local stack.

import react from '@vitejs/plugin-react';
import { build } from 'vite';

/** Names of assets carry their hash, so they may be kept for ever; nothing is inlined, so that no policy has to allow it. */
export const buildPage = async (outDirectory: string): Promise<void> => {
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir: outDirectory,
      emptyOutDir: true,
      target: 'es2024',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      manifest: true,
      reportCompressedSize: false,
    },
  });
};

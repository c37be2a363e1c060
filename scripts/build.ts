// `npm run build`: the production bundles, the layer and the manifest under dist/, with what each weighs. Exit 1 when a bundle
// carries a package that its function may not have.

import { join } from 'node:path';
import { bundleFunctions, totalBytes } from './build/bundle-functions.ts';

const projectDirectory = join(import.meta.dirname, '..');
const { bundles, layer } = await bundleFunctions({
  projectDirectory,
  outputDirectory: join(projectDirectory, 'dist'),
});

for (const { file, bytes, forbidden } of bundles) {
  const verdict = forbidden.length === 0 ? '' : `  carries ${forbidden.join(', ')}, which it may not`;
  console.log(`dist/${file.padEnd(44)} ${(bytes / 1024).toFixed(0).padStart(6)} KiB${verdict}`);
}
for (const { file, metafile } of layer) {
  console.log(`dist/layers/shared/${file}  ${(totalBytes(metafile) / 1024).toFixed(0)} KiB`);
}
if (bundles.some(({ forbidden }) => forbidden.length > 0)) process.exitCode = 1;

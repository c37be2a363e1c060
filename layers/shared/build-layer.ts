// Builds the shared layer: a CommonJS package under nodejs/node_modules, where Lambda's runtime finds it by `require`. Each
// module of the manifest is one file with all that it needs, made with the same options as the bundles.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { bundleExtension, bundleOptions } from '../../esbuild.config.ts';
import { findLayerModules, layerPackage } from './layer-modules.ts';

export type LayerModuleOutput = {
  readonly module: string;
  /** Relative to the layer's folder. */
  readonly file: string;
  readonly metafile: Metafile;
};

/** What Lambda puts on NODE_PATH (as /opt/nodejs/node_modules) when the layer's folder is /opt. */
export const layerNodePath = (layerDirectory: string): string => join(layerDirectory, 'nodejs/node_modules');

const packageFile = {
  name: layerPackage,
  type: 'commonjs',
  exports: { './*': `./*${bundleExtension}` },
};

type Places = { readonly projectDirectory: string; readonly layerDirectory: string };

export const buildLayer = async (places: Places, env: NodeJS.ProcessEnv): Promise<LayerModuleOutput[]> => {
  const { projectDirectory, layerDirectory } = places;
  const inside = `nodejs/node_modules/${layerPackage}`;
  rmSync(layerDirectory, { recursive: true, force: true });
  mkdirSync(join(layerDirectory, inside), { recursive: true });
  writeFileSync(join(layerDirectory, inside, 'package.json'), `${JSON.stringify(packageFile, null, 2)}\n`);
  const outputs: LayerModuleOutput[] = [];
  for (const module of findLayerModules(projectDirectory)) {
    const file = `${inside}/${module}${bundleExtension}`;
    const { metafile } = await build({
      ...bundleOptions(projectDirectory, env),
      entryPoints: [`shared/${module}.ts`],
      outfile: join(layerDirectory, file),
      metafile: true,
    });
    outputs.push({ module, file, metafile });
  }
  return outputs;
};

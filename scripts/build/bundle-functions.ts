// Bundles every Lambda and the layer with the one set of options and writes what was made into a manifest. Refuses a bundle
// that carries what its function may not have, by itself or through the modules of the layer that it asks for.

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { buildLayer, type LayerModuleOutput } from '../../layers/shared/build-layer.ts';
import {
  awsTransportFrom,
  bundleExtension,
  bundleOptions,
  credentialSourceFrom,
} from '../../esbuild.config.ts';
import {
  findForbiddenPackages,
  findLayerImports,
  forbiddenForTransport,
  forbiddenPackages,
} from './bundle-rules.ts';
import { readLambdaFunctions } from './lambda-functions.ts';
import type { LambdaFunction } from './lambda-functions.ts';

export type Bundle = {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  readonly forbidden: string[];
  /** What it was made from. */
  readonly inputs: readonly string[];
};

export type Built = { readonly bundles: readonly Bundle[]; readonly layer: readonly LayerModuleOutput[] };

type Places = { readonly projectDirectory: string; readonly outputDirectory: string };

export const totalBytes = (metafile: Metafile): number =>
  Object.values(metafile.outputs).reduce((sum, { bytes }) => sum + bytes, 0);

/** A bundle and, through it, every module of the layer that it can come to load. */
const reachable = (bundle: Metafile, layer: readonly LayerModuleOutput[]): Metafile[] => {
  const metafiles = new Set([bundle]);
  for (const metafile of metafiles) {
    const wanted = findLayerImports(metafile);
    for (const output of layer) if (wanted.includes(output.module)) metafiles.add(output.metafile);
  }
  return [...metafiles];
};

const bundleFunction = async (
  places: Places,
  declared: LambdaFunction,
  layer: readonly LayerModuleOutput[],
): Promise<Bundle> => {
  const file = `${declared.name}/handler${bundleExtension}`;
  const { metafile } = await build({
    ...bundleOptions(places.projectDirectory, process.env),
    entryPoints: [declared.entry],
    outfile: join(places.outputDirectory, file),
    metafile: true,
  });
  const source = credentialSourceFrom(process.env['DEPOSITS_CREDENTIAL_SOURCE']);
  const unchosen = forbiddenForTransport(
    awsTransportFrom(process.env['DEPOSITS_AWS_TRANSPORT']),
    declared.name,
  );
  return {
    name: declared.name,
    file,
    bytes: totalBytes(metafile),
    inputs: Object.keys(metafile.inputs),
    forbidden: reachable(metafile, layer).flatMap((each) =>
      findForbiddenPackages(each, [...new Set([...forbiddenPackages(declared.name, source), ...unchosen])]),
    ),
  };
};

/** Built to open credentials itself, an API function is configured with the decryptor's settings in place of its name. */
const environmentOf = (declared: readonly string[]): readonly string[] => {
  const source = credentialSourceFrom(process.env['DEPOSITS_CREDENTIAL_SOURCE']);
  if (source === 'lambda' || !declared.includes('DEPOSITS_DECRYPTOR_FUNCTION')) return declared;
  const kept = declared.filter((variable) => variable !== 'DEPOSITS_DECRYPTOR_FUNCTION');
  return [...kept, 'DEPOSITS_TENANT_TABLE', 'DEPOSITS_KMS_KEY_ID'].sort();
};

/** `manifest.json` names each bundle relative to itself. */
export const bundleFunctions = async (places: Places): Promise<Built> => {
  const declared = readLambdaFunctions(places.projectDirectory);
  rmSync(places.outputDirectory, { recursive: true, force: true });
  mkdirSync(places.outputDirectory, { recursive: true });
  const layerDirectory = join(places.outputDirectory, 'layers/shared');
  const layer = await buildLayer({ projectDirectory: places.projectDirectory, layerDirectory }, process.env);
  // So that the bundles also run from where they are built, without a NODE_PATH that leads to the layer.
  symlinkSync('layers/shared/nodejs/node_modules', join(places.outputDirectory, 'node_modules'), 'dir');
  const bundles: Bundle[] = [];
  for (const lambda of declared) bundles.push(await bundleFunction(places, lambda, layer));
  const manifest = declared.map(({ name, handler, environment }) => ({
    function: name,
    file: `${name}/handler${bundleExtension}`,
    handler,
    environment: environmentOf(environment),
  }));
  writeFileSync(join(places.outputDirectory, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return { bundles, layer };
};

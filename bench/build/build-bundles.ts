// The bundles that are measured, made as `npm run build` makes them, each choice of credential source and transport in a
// folder of its own, and the peers beside them.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { bundleOptions } from '../../esbuild.config.ts';
import { layerNodePath } from '../../layers/shared/build-layer.ts';
import { bundleFunctions } from '../../scripts/build/bundle-functions.ts';
import type { Samples } from '../statistics.ts';
import { replaceModule } from './replace-module.ts';

export const projectDirectory = join(import.meta.dirname, '../..');
/** This process's alone, and gone with it. */
export const workDirectory = join(projectDirectory, `.local/bench-${process.pid}`);

export type BundleFolder = { readonly folder: string; readonly nodePath: string };

export type Bundles = {
  /** As deployed: decryptor and API functions with the hop. */
  readonly hop: BundleFolder;
  readonly inProcess: BundleFolder;
  /** Ours in everything but the transport. */
  readonly sdk: BundleFolder;
  readonly peers: BundleFolder;
  /** In bytes, under `size/<function>`. */
  readonly sizes: Samples;
};

type Choice = { readonly DEPOSITS_CREDENTIAL_SOURCE: string; readonly DEPOSITS_AWS_TRANSPORT: string };

const choices = {
  hop: { DEPOSITS_CREDENTIAL_SOURCE: 'lambda', DEPOSITS_AWS_TRANSPORT: 'lean' },
  inProcess: { DEPOSITS_CREDENTIAL_SOURCE: 'in-process', DEPOSITS_AWS_TRANSPORT: 'lean' },
  sdk: { DEPOSITS_CREDENTIAL_SOURCE: 'lambda', DEPOSITS_AWS_TRANSPORT: 'sdk' },
} as const satisfies Record<string, Choice>;

const buildChoice = async (
  name: keyof typeof choices,
): Promise<BundleFolder & { readonly sizes: Samples }> => {
  const folder = join(workDirectory, name);
  Object.assign(process.env, choices[name]);
  const { bundles } = await bundleFunctions({ projectDirectory, outputDirectory: folder });
  const sizes = new Map(bundles.map((bundle) => [`size/${bundle.name}`, [bundle.bytes]]));
  return { folder, nodePath: layerNodePath(join(folder, 'layers/shared')), sizes };
};

/** With the product's own options, some of them replaced. */
const buildOurs = (entry: string, file: string, choice: Choice, plugins: BuildOptions['plugins'] = []) => {
  const options = bundleOptions(projectDirectory, { ...choice });
  return build({
    ...options,
    entryPoints: [entry],
    outfile: join(workDirectory, 'peers', `${file}.cjs`),
    plugins: [...plugins, ...options.plugins],
  });
};

/** serverless-esbuild's defaults: bundled for the runtime's Node, neither minified nor with anything said about modules. */
const buildByDefaults = (file: string, isSdkBundled: boolean) => {
  const { define } = bundleOptions(projectDirectory, choices.sdk);
  return build({
    ...{ define, absWorkingDir: projectDirectory },
    ...{ bundle: true, platform: 'node', target: 'node24', logLevel: 'warning' },
    ...(isSdkBundled ? {} : { packages: 'external' }),
    entryPoints: ['functions/decryptor/handler.ts'],
    outfile: join(workDirectory, 'peers', `${file}.cjs`),
  });
};

export const buildBundles = async (): Promise<Bundles> => {
  process.once('exit', () => rmSync(workDirectory, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const hop = await buildChoice('hop');
  const inProcess = await buildChoice('inProcess');
  const sdk = await buildChoice('sdk');
  await buildOurs('bench/peers/timed-list.ts', 'timed-hop', choices.hop);
  await buildOurs('bench/peers/timed-list.ts', 'timed-in-process', choices.inProcess);
  await buildOurs('bench/peers/timed-list.ts', 'timed-sdk', choices.sdk);
  await buildOurs('bench/peers/cached-credential.ts', 'cached-credential', choices.inProcess);
  const given = replaceModule('lambda-source-runtime', join(projectDirectory, 'bench/peers/given-source.ts'));
  await buildOurs('functions/list-direct-deposits/handler.ts', 'given-list', choices.hop, [given]);
  await buildByDefaults('sdk-bundled', true);
  await buildByDefaults('sdk-not-bundled', false);
  const peers = { folder: join(workDirectory, 'peers'), nodePath: inProcess.nodePath };
  return { hop, inProcess, sdk, peers, sizes: hop.sizes };
};

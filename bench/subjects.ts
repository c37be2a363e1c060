// Every function that is measured, by name: what it runs and what it is told.

import { join } from 'node:path';
import { projectDirectory, type BundleFolder, type Bundles } from './build/build-bundles.ts';
import type { RustPeer } from './build/build-rust.ts';
import type { EndpointCertificate } from './environment/tls-front.ts';
import type { BenchedFunction } from './measure/function-process.ts';

export type Subjects = {
  readonly bundles: Bundles;
  readonly environment: Readonly<Record<string, string>>;
  readonly rust: RustPeer;
};

export type Setting = Subjects & {
  /** With endpoints that speak plain HTTP. */
  readonly plain: Readonly<Record<string, string>>;
  /** For endpoints that the functions of this environment trust. */
  readonly certificate: EndpointCertificate;
};

const inFolder = ({ folder, nodePath }: BundleFolder, file: string): BenchedFunction['code'] => ({
  file: join(folder, file),
  handler: 'handler',
  nodePath,
});

const ownPeers = join(projectDirectory, 'bench/peers');
const packages = join(projectDirectory, 'node_modules');

const subjectCode = ({ hop, inProcess, sdk, peers }: Bundles) =>
  ({
    node: { file: join(ownPeers, 'no-op.cjs'), handler: 'handler', nodePath: '' },
    floor: { file: join(ownPeers, 'floor.cjs'), handler: 'handler', nodePath: '' },
    'bare-exchanges': { file: join(ownPeers, 'bare-exchanges.cjs'), handler: 'handler', nodePath: '' },
    ours: inFolder(hop, 'decryptor/handler.cjs'),
    'sdk-bundled': inFolder({ ...peers, nodePath: '' }, 'sdk-bundled.cjs'),
    'sdk-not-bundled': inFolder({ ...peers, nodePath: packages }, 'sdk-not-bundled.cjs'),
    'credential-cached': inFolder(peers, 'cached-credential.cjs'),
    webhook: inFolder(hop, 'payroll-webhook/handler.cjs'),
    'api-hop': inFolder(hop, 'list-direct-deposits/handler.cjs'),
    'api-in-process': inFolder(inProcess, 'list-direct-deposits/handler.cjs'),
    'api-sdk': inFolder(sdk, 'list-direct-deposits/handler.cjs'),
    'api-given': inFolder(peers, 'given-list.cjs'),
    'api-driver': { file: join(ownPeers, 'api-with-driver.cjs'), handler: 'handler', nodePath: hop.nodePath },
    'timed-hop': inFolder(peers, 'timed-hop.cjs'),
    'timed-in-process': inFolder(peers, 'timed-in-process.cjs'),
    'timed-sdk': inFolder({ ...peers, nodePath: sdk.nodePath }, 'timed-sdk.cjs'),
  }) as const satisfies Record<string, BenchedFunction['code']>;

export type SubjectName = keyof ReturnType<typeof subjectCode>;

export const subject = (
  { bundles, environment }: Subjects,
  name: SubjectName,
  more: Readonly<Record<string, string>> = {},
): BenchedFunction => ({
  name,
  code: subjectCode(bundles)[name],
  environment: {
    ...environment,
    DEPOSITS_DECRYPTOR_FUNCTION: 'decryptor',
    BENCH_API_FOLDER: bundles.hop.folder,
    ...more,
  },
});

export const rustSubject = ({ rust, environment }: Subjects): BenchedFunction | undefined =>
  'program' in rust ? { name: 'rust', code: { program: rust.program }, environment } : undefined;

export const rustWebhook = ({ rust, environment }: Subjects): BenchedFunction | undefined =>
  'webhookProgram' in rust
    ? { name: 'rust-webhook', code: { program: rust.webhookProgram }, environment }
    : undefined;

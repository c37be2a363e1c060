// The peer on the AWS Encryption SDK, with a message that it sealed itself; absent where its packages are not installed.

import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { localTenantKey } from '../../local/stack-environment.ts';
import { projectDirectory } from '../build/build-bundles.ts';
import type { Setting } from '../subjects.ts';
import { withFunction, type BenchedFunction } from '../measure/function-process.ts';
import { benchTenant } from '../environment/requests.ts';

export type EncryptionSdkPeer = { readonly benched: BenchedFunction; readonly event: object };

const modules = ['bench/node_modules', 'node_modules'].map((folder) => join(projectDirectory, folder));

const keyArn = async (environment: Readonly<Record<string, string>>): Promise<string> => {
  const client = new KMSClient({
    region: environment['AWS_REGION'] ?? '',
    endpoint: environment['AWS_ENDPOINT_URL_KMS'] ?? '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: localTenantKey }));
  client.destroy();
  return KeyMetadata?.Arn ?? '';
};

export const openEncryptionSdkPeer = async ({
  environment,
  plain,
}: Pick<Setting, 'environment' | 'plain'>): Promise<EncryptionSdkPeer | undefined> => {
  if (!existsSync(join(modules[0] ?? '', '@aws-crypto/client-node'))) return undefined;
  const benched: BenchedFunction = {
    name: 'encryption-sdk',
    code: {
      file: join(projectDirectory, 'bench/peers/encryption-sdk.cjs'),
      handler: 'handler',
      nodePath: modules.join(':'),
    },
    environment: { ...environment, BENCH_KEY_ARN: await keyArn(plain) },
  };
  const sealed = await withFunction(benched, ({ invoke }) => invoke({ seal: true }));
  const message: unknown = Reflect.get(Object(sealed), 'message');
  return { benched, event: { message, tenantId: benchTenant } };
};

// A KMS-compatible endpoint on loopback for laptops and tests.

import { startAwsJson, type AwsJsonEndpoint, type AwsJsonOptions } from '../aws-json/start-aws-json.ts';
import { KeyRing } from './key-ring.ts';
import { kmsOperations } from './kms-operations.ts';

export type StartKmsOptions = Pick<AwsJsonOptions, 'port' | 'certificate'> & {
  readonly region?: string;
  /** Keeps the keys across restarts; without it they are gone with the endpoint. */
  readonly dataDirectory?: string;
};

export type Kms = AwsJsonEndpoint;

export const startKms = ({
  region = 'us-east-1',
  dataDirectory,
  ...options
}: StartKmsOptions): Promise<Kms> => {
  const ring = new KeyRing(region, dataDirectory);
  const operations = Object.fromEntries(
    Object.entries(kmsOperations).map(([name, operation]) => [
      name,
      (fields: Parameters<typeof operation>[1]) => operation(ring, fields),
    ]),
  );
  return startAwsJson({
    ...options,
    service: 'KMS',
    target: 'TrentService.',
    operations,
    maxBodyBytes: 65_536,
    internalError: 'KMSInternalException',
  });
};

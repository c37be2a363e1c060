// A Secrets Manager on loopback for laptops and tests: what the product and its operators ask of it, and no more.

import { randomUUID } from 'node:crypto';
import { AwsJsonError } from '../aws-json/aws-json-error.ts';
import { optionalText, requiredText, type Fields } from '../aws-json/aws-json-fields.ts';
import {
  startAwsJson,
  type AwsJsonEndpoint,
  type AwsJsonOptions,
  type Operation,
} from '../aws-json/start-aws-json.ts';
import { SecretVault } from './secret-vault.ts';

export type SecretsManager = AwsJsonEndpoint;

export type StartSecretsManagerOptions = Pick<AwsJsonOptions, 'port' | 'certificate'> & {
  readonly region?: string;
  /** Keeps the secrets across restarts. */
  readonly dataDirectory?: string;
  /** By which versions are dated; the system's clock unless given. */
  readonly nowMs?: () => number;
};

const maxSecretBytes = 65_536;

const seconds = (ms: number): number => ms / 1_000;

const secretText = (fields: Fields): string => {
  const text = requiredText(fields, 'SecretString');
  if (Buffer.byteLength(text) > maxSecretBytes)
    throw new AwsJsonError('InvalidParameterException', 'A secret has at most 65536 bytes');
  return text;
};

const operationsOn = (vault: SecretVault): Readonly<Record<string, Operation>> => {
  const put = (fields: Fields, id: string) => {
    const token = optionalText(fields, 'ClientRequestToken') ?? randomUUID();
    const version = vault.put(id, secretText(fields), token);
    const { name, arn } = vault.find(id);
    return { ARN: arn, Name: name, VersionId: version.id, VersionStages: version.stages };
  };
  return {
    CreateSecret: (fields) => {
      const name = requiredText(fields, 'Name');
      const { arn } = vault.create(name);
      return fields.has('SecretString') ? put(fields, name) : { ARN: arn, Name: name };
    },
    PutSecretValue: (fields) => put(fields, requiredText(fields, 'SecretId')),
    GetSecretValue: (fields) => {
      const stage = optionalText(fields, 'VersionStage') ?? 'AWSCURRENT';
      const { secret, version } = vault.get(requiredText(fields, 'SecretId'), stage);
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: version.id,
        SecretString: version.text,
        VersionStages: version.stages,
        CreatedDate: seconds(version.storedAtMs),
      };
    },
    DescribeSecret: (fields) => {
      const { arn, name, versions } = vault.find(requiredText(fields, 'SecretId'));
      return {
        ARN: arn,
        Name: name,
        VersionIdsToStages: Object.fromEntries(versions.map(({ id, stages }) => [id, stages])),
      };
    },
  };
};

export const startSecretsManager = ({
  region = 'us-east-1',
  dataDirectory,
  nowMs = Date.now,
  ...options
}: StartSecretsManagerOptions): Promise<SecretsManager> =>
  startAwsJson({
    ...options,
    service: 'Secrets Manager',
    target: 'secretsmanager.',
    operations: operationsOn(new SecretVault(region, nowMs, dataDirectory)),
    maxBodyBytes: 200_000,
    internalError: 'InternalServiceError',
  });

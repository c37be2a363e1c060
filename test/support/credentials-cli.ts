// The operators' CLI as a process of its own, against a world on loopback. A run is what an operator sees: output and exit code.

import { tableName, type CredentialWorld } from './aws-credential-world.ts';
import { runAuditedScript, type ScriptOptions, type ScriptRun } from './run-script.ts';

export type CliRun = ScriptRun & {
  /** Lines of the audit log. */
  readonly audit: string;
  /** Everything together, for searching. */
  readonly output: string;
};

export type CliOptions = Pick<ScriptOptions, 'input' | 'onStart'> & {
  readonly env?: Readonly<Record<string, string>>;
  /** Another program of the operators than `credentials`. */
  readonly script?: string;
};

export type CredentialsCli = (args: readonly string[], options?: CliOptions) => Promise<CliRun>;

export const credentialsCli =
  (world: Pick<CredentialWorld, 'dynamoDbUrl' | 'kms' | 'keyId'>): CredentialsCli =>
  async (args, { env = {}, script = 'credentials', ...options } = {}) => {
    const run = await runAuditedScript(script, args, {
      ...options,
      env: {
        ...process.env,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_ENDPOINT_URL_DYNAMODB: world.dynamoDbUrl,
        AWS_ENDPOINT_URL_KMS: world.kms.url,
        DEPOSITS_TENANT_TABLE: tableName,
        DEPOSITS_KMS_KEY_ID: world.keyId,
        DEPOSITS_SQL_ENCRYPT: 'off',
        ...env,
      },
    });
    return { ...run, output: run.stdout + run.stderr + run.audit };
  };

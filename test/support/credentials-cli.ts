// The operators' CLI as a process of its own, against a world on loopback. A run is what an operator sees: output and exit code.

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableName, type CredentialWorld } from './aws-credential-world.ts';

export type CliRun = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Lines of the audit log. */
  readonly audit: string;
  /** Everything together, for searching. */
  readonly output: string;
};

export type CliOptions = {
  /** Given on standard input, which is empty otherwise. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly onStart?: (child: ChildProcess) => void;
  /** Another program of the operators than `credentials`. */
  readonly script?: string;
};

export type CredentialsCli = (args: readonly string[], options?: CliOptions) => Promise<CliRun>;

export const credentialsCli =
  (world: Pick<CredentialWorld, 'dynamoDbUrl' | 'kms' | 'keyId'>): CredentialsCli =>
  (args, { input = '', env = {}, onStart = () => undefined, script = 'credentials' } = {}) =>
    new Promise((resolve) => {
      const folder = mkdtempSync(join(tmpdir(), 'operator-'));
      const auditLog = join(folder, 'operators.log');
      const child = spawn(process.execPath, [`scripts/${script}.ts`, ...args], {
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
          DEPOSITS_OPERATOR_LOG: auditLog,
          ...env,
        },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      // A command that refuses before it reads closes the pipe first.
      child.stdin.on('error', () => undefined).end(input);
      child.once('close', (code) => {
        const audit = existsSync(auditLog) ? readFileSync(auditLog, 'utf8') : '';
        rmSync(folder, { recursive: true, force: true });
        resolve({ code, stdout, stderr, audit, output: stdout + stderr + audit });
      });
      onStart(child);
    });

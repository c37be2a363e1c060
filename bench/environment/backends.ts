// What the functions talk to, in a process of its own so that it does not take its time from what is measured: KMS, DynamoDB
// and the SQL Server of the local stack with its demo tenants, and no gateway; KMS and DynamoDB over TLS, with an authority of this run's
// own, and without. Started by start-environment.ts with a channel to its parent; goes when the channel does.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynamoDb } from '../../local/dynamodb/start-dynamodb.ts';
import { findFreePortBase } from '../../local/free-ports.ts';
import { startKms } from '../../local/kms/start-kms.ts';
import { portsFrom } from '../../local/ports.ts';
import { seedDemoTenants } from '../../local/seed/seed-demo-tenants.ts';
import { startSqlServer } from '../../local/sql-server/start-sql-server.ts';
import { stackEnvironment } from '../../local/stack-environment.ts';
import { createUnwinding } from '../../local/unwinding.ts';
import { startReplay } from './replay-queries.ts';
import { createCertificateOfAuthority } from '../../local/sql-server/tls/certificate.ts';
import { sealKms1Credential } from './seal-kms1-credential.ts';
import { startTlsFront } from './tls-front.ts';

const projectDirectory = join(import.meta.dirname, '../..');
const unwinding = createUnwinding();
const end = (): void => void unwinding.run().then(() => process.exit());
process.on('disconnect', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);

const ports = portsFrom(await findFreePortBase());
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
unwinding.add(() => rmSync(folder, { recursive: true, force: true }));
const administrator = { user: 'sa', password: `Bench-${crypto.randomUUID()}` };
const dynamoDb = await startDynamoDb({ port: ports.dynamodb });
unwinding.add(() => dynamoDb.stop());
const kms = await startKms({ port: ports.kms });
unwinding.add(() => kms.stop());
const sql = await startSqlServer({ port: ports.sql, administrator });
unwinding.add(() => sql.stop());
const { certificatePem } = sql;
const certificateFile = join(folder, 'sql-server.pem');
writeFileSync(certificateFile, certificatePem);
await seedDemoTenants({
  projectDirectory,
  ports,
  administrator,
  certificatePem,
  payrollAccess: () => ({ url: 'https://payroll.invalid', key: 'bench' }),
  onProgress: () => undefined,
});
await sealKms1Credential(ports);
// Only now, when nothing changes in the store any more.
const replay = await startReplay(ports.dynamodb);
unwinding.add(replay.stop);

const authority = createCertificateOfAuthority();
const certificate = { cert: authority.certificatePem, key: authority.keyPem };
const authorityFile = join(folder, 'authority.pem');
writeFileSync(authorityFile, authority.authorityPem);
const fronts = {
  AWS_ENDPOINT_URL_KMS: await startTlsFront(kms.server, certificate),
  AWS_ENDPOINT_URL_DYNAMODB: await startTlsFront(replay.server, certificate),
};
for (const { stop } of Object.values(fronts)) unwinding.add(stop);

const plain = {
  ...stackEnvironment(ports, certificateFile),
  AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${replay.port}`,
};
process.send?.({
  plain,
  environment: {
    ...plain,
    ...Object.fromEntries(Object.entries(fronts).map(([name, { url }]) => [name, url])),
    // Node's own way to trust one more authority, and the one that the Rust peer knows.
    NODE_EXTRA_CA_CERTS: authorityFile,
    AWS_CA_BUNDLE: authorityFile,
  },
  certificate,
});

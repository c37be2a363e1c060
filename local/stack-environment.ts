// The environment in which AWS clients and the product's own commands find the local stack, with keys that open nothing.

import { join } from 'node:path';
import type { Ports } from './ports.ts';

export const localRegion = 'us-east-1';
export const localTenantTable = 'direct-deposits-local-tenants';
export const localStackName = 'direct-deposits-local';
export const localClaimTable = `${localStackName}-claims`;
export const localTenantKey = 'alias/direct-deposits-local-tenants';

const loopback = (port: number): string => `http://127.0.0.1:${port}`;

/** @param certificateFile of the stack's SQL Server: its own authority, PEM */
export const stackEnvironment = (
  ports: Ports,
  certificateFile: string,
): Readonly<Record<string, string>> => ({
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: localRegion,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ENDPOINT_URL_DYNAMODB: loopback(ports.dynamodb),
  AWS_ENDPOINT_URL_KMS: loopback(ports.kms),
  AWS_ENDPOINT_URL_LAMBDA: loopback(ports.lambda),
  AWS_ENDPOINT_URL_SECRETS_MANAGER: loopback(ports.secretsManager),
  AWS_ENDPOINT_URL_EVENTBRIDGE: loopback(ports.eventBridge),
  AWS_ENDPOINT_URL_SESV2: loopback(ports.ses),
  DEPOSITS_TENANT_TABLE: localTenantTable,
  DEPOSITS_KMS_KEY_ID: localTenantKey,
  DEPOSITS_SQL_CA_FILE: certificateFile,
});

/** What operators' commands and other clients need in order to reach the stack. */
export const commandEnvironment = (
  ports: Ports,
  certificateFile: string,
): Readonly<Record<string, string>> => ({
  ...stackEnvironment(ports, certificateFile),
  DEPOSITS_OPERATOR_LOG: join(import.meta.dirname, '../.local/operators.log'),
});

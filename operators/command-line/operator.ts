// What a command works with, from the environment: the tenant table, the key service, who is asking. AWS's clients are loaded
// only for a command that was understood.

import type { CredentialCaller } from '#shared/credentials/credential-source';
import type { OpenCredentialsDeps } from '#shared/credentials/open-credentials';
import type { OperatorUse } from '../credentials/open-any-credential.ts';
import type { RewrapTenantDeps } from '../credentials/rewrap-tenant.ts';
import type { TenantDirectory } from '#shared/tenants/tenant-directory';
import type { TenantWriter } from '../tenants/tenant-writer.ts';
import type { Terminal } from './terminal.ts';

export type Operator = {
  readonly terminal: Terminal;
  readonly opening: OpenCredentialsDeps;
  readonly tenantWriter: TenantWriter;
  readonly directory: TenantDirectory;
  readonly caller: CredentialCaller;
  /** The operator and a new minute of patience. */
  readonly newUse: () => OperatorUse;
};

export type SealingOperator = Operator & {
  /** Everything that opening, sealing and storing need. */
  readonly deps: RewrapTenantDeps;
};

/** @param command names the command in audit lines, and `program` the npm script */
export const openOperator = async (command: string, program = 'credentials'): Promise<Operator> =>
  (await import('./operator-runtime.ts')).wireOperator(command, program);

/** For commands that seal: these need to know under which key. */
export const openSealingOperator = async (command: string): Promise<SealingOperator> =>
  (await import('./operator-runtime.ts')).wireSealingOperator(command);

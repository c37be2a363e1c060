// Credentials as the old application would have left them, for a tenant of a test world: the legacy key's parameters, values
// sealed with them, and the envelopes that hold those.

import { sealAsMd5TripleDes, sealAsMedvedevPdb } from '#local/seed/legacy-application';
import { valuesOf } from './aws-credential-world.ts';

export const pdbParameters = {
  passphrase: 'canary-passphrase-pdb',
  saltHex: '4976616e204d65647665646576',
  iterations: 100,
  textEncoding: 'utf16le',
};
export const tripleDesParameters = { key: 'canary-passphrase-3des' };

export const connectionStringOf = (tenant: string): string => {
  const { server, port, database, user, password } = valuesOf(tenant)['sql-server'];
  return `Data Source=tcp:${server},${port};Initial Catalog=${database};User ID=${user};Password=${password};`;
};

/** A connection string under the legacy key `old`. */
export const pdbEnvelope = (tenant: string): string =>
  `dotnet-medvedev-pdb:old:${sealAsMedvedevPdb(pdbParameters, connectionStringOf(tenant))}`;

/** JSON under the legacy key `older`. */
export const tripleDesEnvelope = (value: unknown): string =>
  `dotnet-md5-tripledes-ecb:older:${sealAsMd5TripleDes(tripleDesParameters, JSON.stringify(value))}`;

export const legacyFloor = { status: 'active', formatFloor: 'dotnet-medvedev-pdb' } as const;

// What shared/credentials decides by.

import { integration, unit } from '../test-paths.ts';
import type { Protection } from './protection.ts';

export const inCredentials: readonly Protection[] = [
  // shared/credentials
  {
    file: 'shared/credentials/contract.ts',
    remove: '  value.every(isPurpose) &&\n',
    put: '',
    test: unit('credentials/contract-schema'),
  },
  {
    file: 'shared/credentials/contract.ts',
    remove: '  new Set(value).size === value.length;',
    put: '  true;',
    test: unit('credentials/contract-schema'),
  },
  {
    file: 'shared/credentials/contract.ts',
    remove: 'value.length >= 1 && value.length <= 256',
    put: 'value.length >= 1',
    test: unit('credentials/contract-schema'),
  },
  {
    file: 'shared/credentials/contract.ts',
    remove: 'if (!hasShape(requestShape, request)) return fail(refuseRequest(request));',
    put: 'if (!hasMembers(requestShape, request)) return fail(refuseRequest(request));',
    test: unit('credentials/contract-schema'),
  },
  {
    file: 'shared/credentials/contract.ts',
    remove: 'received.size + refused.size === purposes.length',
    put: 'true',
    test: unit('credentials/lambda-credential-source'),
  },
  {
    file: 'shared/credentials/contract.ts',
    remove: 'tenantId === undefined || tenantId === request.tenantId',
    put: 'true',
    test: integration('decryptor/isolation'),
  },
  {
    file: 'shared/credentials/decryptor-grants.ts',
    remove: 'if (grant === undefined || grants.has(grant.alias)) {',
    put: 'if (grant === undefined) {',
    test: unit('credentials/decryptor-grants'),
  },
  {
    file: 'shared/credentials/decryptor-grants.ts',
    remove: 'return items.length === texts.length ? items : undefined;',
    put: 'return items;',
    test: unit('credentials/decryptor-grants'),
  },
  {
    file: 'shared/credentials/open-credentials.ts',
    remove: "if (loaded.value.policy.status === 'suspended') {",
    put: 'if (false) {',
    test: integration('decryptor/contract-codes'),
  },
  {
    file: 'shared/credentials/open-credentials.ts',
    remove: "    forget(deps, tenantId);\n    return fail('TENANT_SUSPENDED');",
    put: "    return fail('TENANT_SUSPENDED');",
    test: integration('decryptor/legacy-envelopes'),
  },
  {
    file: 'shared/credentials/open-credentials.ts',
    remove: "return refuse(isLegacy ? 'DECRYPTION_FAILED' : 'CREDENTIAL_MALFORMED');",
    put: "return refuse('CREDENTIAL_MALFORMED');",
    test: integration('decryptor/legacy-envelopes'),
  },
  {
    file: 'shared/credentials/open-stored.ts',
    remove: 'row.rank < formatRanks.current && !mayBeOlder',
    put: 'false',
    test: integration('decryptor/contract-codes'),
  },
  {
    file: 'shared/credentials/data-key-cache.ts',
    remove: "if (answer.failure === 'key-denied') this.purge(tenantId);",
    put: '',
    test: unit('credentials/data-key-cache'),
  },
  {
    file: 'shared/credentials/data-key-cache.ts',
    remove: 'if (answer.value.length !== dataKeyBytes) {',
    put: 'if (answer.value.length === 0) {',
    test: unit('credentials/data-key-cache'),
  },
  {
    file: 'shared/credentials/data-key-cache.ts',
    remove: ' && !flight.isRevoked',
    put: '',
    test: unit('credentials/data-key-cache'),
  },
  {
    file: 'shared/credentials/cached-credential-source.ts',
    remove: 'if (!isRetryable(answer.failure) && !isOfPrevious) this.purge(tenantId);',
    put: '',
    test: unit('credentials/cached-credential-source'),
  },
  {
    file: 'shared/credentials/cached-credential-source.ts',
    remove: 'const isOlder = held !== undefined && !isRefresh && held.version > version;',
    put: 'const isOlder = false;',
    test: unit('credentials/cached-credential-source'),
  },
  {
    file: 'shared/credentials/cached-credential-source.ts',
    remove: "`${tenantId} ${purpose} ${isPrevious ? 'previous' : 'current'}`",
    put: '`${tenantId} ${purpose}`',
    test: unit('credentials/cached-credential-source'),
  },
  {
    file: 'shared/credentials/cached-credential-source.ts',
    remove: 'if (!isRevoked) this.#held.set',
    put: 'this.#held.set',
    test: unit('credentials/cached-credential-source'),
  },
  {
    file: 'shared/credentials/cached-credential-source.ts',
    remove: 'if (keyset !== undefined) forgetDerivedKeys(keyset.value.expose());',
    put: '',
    test: unit('credentials/cached-credential-source'),
  },
  {
    file: 'shared/credentials/credential-shape.ts',
    remove: "url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHosts.has(url.hostname))",
    put: 'true',
    test: unit('credentials/credential-shape'),
  },
  {
    file: 'shared/credentials/credential-shape.ts',
    remove: 'Object.hasOwn(keys, String(current)),',
    put: 'true,',
    test: unit('credentials/credential-shape'),
  },
  {
    file: 'shared/credentials/credential-shape.ts',
    remove: ' && !hasControlCharacter(value);',
    put: ';',
    test: unit('credentials/credential-shape'),
  },
];

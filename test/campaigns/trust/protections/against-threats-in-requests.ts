// Threats 16 to 24: tokens, bodies and texts of requests.

import { api, integration, unit } from '../test-paths.ts';
import type { Protection } from './protection.ts';

export const againstThreatsInRequests: readonly Protection[] = [
  {
    threat: 16,
    file: 'local/gateway/verify-token.ts',
    remove: 'return (await jwtVerify(tokenIn(authorization), keys, rules)).payload;',
    put: 'return (await jwtVerify(tokenIn(authorization), keys, rules).catch(() => ({ payload: {} }))).payload;',
    test: integration('local/issuer-and-authorizer'),
  },
  {
    threat: 17,
    file: 'shared/http/caller-from-claims.ts',
    remove: "if (!isTenantId(tenantId)) return fail({ code: 'TOKEN_WITHOUT_TENANT' });",
    put: "if (typeof tenantId !== 'string') return fail({ code: 'TOKEN_WITHOUT_TENANT' });",
    test: unit('http/caller-from-claims'),
  },
  {
    threat: 17,
    file: 'shared/http/caller-from-claims.ts',
    remove: "if (names === undefined) return fail({ code: 'TOKEN_WITHOUT_ROLE', detail: unreadableRoles });",
    put: "if (names === undefined) return succeed(['payroll-admin']);",
    test: unit('http/caller-from-claims'),
  },
  {
    threat: 18,
    file: 'local/gateway/verify-token.ts',
    remove: 'issuer: issuerUrl, audience, requiredClaims',
    put: 'issuer: issuerUrl, requiredClaims',
    test: integration('local/issuer-and-authorizer'),
  },
  {
    threat: 18,
    file: 'local/gateway/verify-token.ts',
    remove: 'issuer: issuerUrl, audience',
    put: 'audience',
    test: integration('local/issuer-and-authorizer'),
  },
  {
    threat: 19,
    file: 'shared/domain/caller.ts',
    remove: ' && caller.employeeId === employeeId',
    put: '',
    test: api('tags-refusals-access'),
  },
  {
    threat: 20,
    file: 'shared/direct-deposits/sql/tenant-parts.ts',
    remove: "` AND ([Name] LIKE ${at('contains')} ESCAPE '!'",
    put: "` AND ([Name] LIKE '%${search}%' ESCAPE '!'",
    test: unit('sql/statement-texts'),
  },
  {
    threat: 21,
    file: 'shared/api-contract/strict-object.ts',
    remove: 'v.strictObject(entries)',
    put: 'v.object(entries)',
    test: unit('http/mass-assignment'),
  },
  {
    threat: 22,
    file: 'shared/api-contract/strict-object.ts',
    remove: 'v.strictObject(entries)',
    put: 'v.looseObject(entries)',
    test: unit('http/json-body'),
  },
  {
    threat: 23,
    file: 'shared/http/json-body.ts',
    remove: "if (bytes.byteLength > maxBodyBytes) return fail({ code: 'BODY_TOO_LARGE' });",
    put: '',
    test: unit('http/json-body'),
  },
  {
    threat: 24,
    file: 'shared/credentials/ado-net-connection-string.ts',
    remove: '(?:\\s*(\\\\[^\\s,:\\\\]+))?(?:\\s*,',
    put: '\\s*(\\\\[^\\s,:\\\\]+)?\\s*(?:,',
    test: unit('platform/regular-expressions'),
  },
];

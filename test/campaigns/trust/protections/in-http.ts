// What shared/http decides by.

import { unit } from '../test-paths.ts';
import type { Protection } from './protection.ts';

export const inHttp: readonly Protection[] = [
  // shared/http
  {
    file: 'shared/http/inspect-json.ts',
    remove: "if (level.names.has(level.key)) duplicate ??= { kind: 'duplicate', path: pathOf(levels) };",
    put: '',
    test: unit('http/json-body'),
  },
  {
    file: 'shared/http/json-body.ts',
    remove: "headers['content-encoding'] === undefined && ",
    put: '',
    test: unit('http/json-body'),
  },
  {
    file: 'shared/http/json-body.ts',
    remove: '{ fatal: true, ignoreBOM: true }',
    put: '{ ignoreBOM: true }',
    test: unit('http/json-body'),
  },
  {
    file: 'shared/http/json-body.ts',
    remove: "if (!isSupported(request)) return fail({ code: 'BODY_TYPE_UNSUPPORTED' });",
    put: '',
    test: unit('http/json-body'),
  },
  {
    file: 'shared/http/caller-from-claims.ts',
    remove: 'return names.some((name) => /\\s/.test(name)) ? undefined',
    put: 'return false ? undefined',
    test: unit('http/caller-from-claims'),
  },
  {
    file: 'shared/http/caller-from-claims.ts',
    remove: 'employeeId: isEmployeeId(employeeId) ? employeeId : undefined',
    put: 'employeeId: employeeId as never',
    test: unit('http/caller-from-claims'),
  },
  {
    file: 'shared/http/caller-from-claims.ts',
    remove: 'return roles.length > 0 ? succeed(roles)',
    put: 'return roles.length >= 0 ? succeed(roles)',
    test: unit('http/caller-from-claims'),
  },
  {
    file: 'shared/http/entity-tag.ts',
    remove: 'isWhole && condition.tags.length > 0',
    put: 'true',
    test: unit('http/entity-tag'),
  },
  {
    file: 'shared/http/entity-tag.ts',
    remove: '!tag.isWeak && tag.opaque === opaque',
    put: 'tag.opaque === opaque',
    test: unit('http/entity-tag'),
  },
];

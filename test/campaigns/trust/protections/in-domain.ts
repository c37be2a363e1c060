// What shared/domain decides by.

import { unit } from '../test-paths.ts';
import type { Protection } from './protection.ts';

export const inDomain: readonly Protection[] = [
  // shared/domain
  {
    file: 'shared/domain/routing-number.ts',
    remove: 'hasValidChecksum(digits) ? []',
    put: 'true ? []',
    test: unit('domain/routing-number'),
  },
  {
    file: 'shared/domain/routing-number.ts',
    remove: "standing === 'unassigned' ? [finding",
    put: 'false ? [finding',
    test: unit('domain/routing-number'),
  },
  {
    file: 'shared/domain/account-number.ts',
    remove: "if (/^0+$/.test(text)) return fail([finding('account.zero', pointer)]);",
    put: '',
    test: unit('domain/account-number'),
  },
  {
    file: 'shared/domain/account-number.ts',
    remove: "if (looksMasked(text)) return fail([finding('mask.token', pointer)]);",
    put: '',
    test: unit('domain/account-number'),
  },
  {
    file: 'shared/domain/account-number.ts',
    remove: "if (!accountNumberPattern.test(text)) return fail([finding('account.chars', pointer)]);",
    put: '',
    test: unit('domain/account-number'),
  },
  {
    file: 'shared/domain/net-pay-split.ts',
    remove: 'own > 0 && sum > wholeBasisPoints',
    put: 'own > wholeBasisPoints',
    test: unit('domain/net-pay-split'),
  },
  {
    file: 'shared/domain/net-pay-split.ts',
    remove: 'items.length >= maxItems ?',
    put: 'items.length > maxItems ?',
    test: unit('domain/net-pay-split'),
  },
  {
    file: 'shared/domain/net-pay-split.ts',
    remove: 'const isNeeded = isRemainder(current) && items.length > 1;',
    put: 'const isNeeded = false;',
    test: unit('domain/net-pay-split'),
  },
  {
    file: 'shared/domain/net-pay-split.ts',
    remove: '      other.routingNumber === proposal.routingNumber &&\n',
    put: '',
    test: unit('domain/net-pay-split'),
  },
  {
    file: 'shared/domain/net-pay-split.ts',
    remove: 'isAccountTheRouting ? [finding',
    put: 'false ? [finding',
    test: unit('domain/net-pay-split'),
  },
  {
    file: 'shared/domain/caller.ts',
    remove: "if (caller.roles.includes('viewer') && wants === 'read') return 'allowed';",
    put: "if (caller.roles.includes('viewer')) return 'allowed';",
    test: unit('domain/caller'),
  },
  {
    file: 'shared/domain/caller.ts',
    remove: "const wishesOfOwn: readonly Wish[] = ['read', 'write', 'reveal'];",
    put: "const wishesOfOwn: readonly Wish[] = ['read', 'write', 'reveal', 'release'];",
    test: unit('domain/caller'),
  },
  {
    file: 'shared/domain/caller.ts',
    remove: "caller.roles.includes('employee') && caller.employeeId",
    put: 'caller.employeeId',
    test: unit('domain/caller'),
  },
  {
    file: 'shared/domain/tenant-id.ts',
    remove: '/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/',
    put: '/^[a-z0-9-]+/',
    test: unit('http/caller-from-claims'),
  },
];

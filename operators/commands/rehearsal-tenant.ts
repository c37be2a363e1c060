// The tenant in whose name a value is opened offline. No stored tenant has to exist for it.

import { isTenantId, type TenantId } from '#shared/domain/tenant-id';

export const tenantIdOf = (text = 'rehearsal'): TenantId => {
  if (!isTenantId(text)) throw new RangeError('a tenant id has 1 to 64 small letters, digits and dashes');
  return text;
};

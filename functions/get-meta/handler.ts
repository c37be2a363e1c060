import { createTenantHandler } from '#shared/direct-deposits/direct-deposit-runtime';
import { getMeta } from './get-meta.ts';

export const handler = createTenantHandler(getMeta);

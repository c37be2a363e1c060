import { createTenantHandler } from '#shared/runtime/direct-deposit-runtime';
import { getMeta } from './get-meta.ts';

export const handler = createTenantHandler(getMeta);

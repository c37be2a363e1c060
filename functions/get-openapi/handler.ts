import { createPublicHandler } from '#shared/runtime/api-edge-runtime';
import { getOpenApi } from './get-openapi.ts';

export const handler = createPublicHandler(getOpenApi);

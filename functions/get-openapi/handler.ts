import { createPublicHandler } from '#shared/http/api-edge-runtime';
import { getOpenApi } from './get-openapi.ts';

export const handler = createPublicHandler(getOpenApi);

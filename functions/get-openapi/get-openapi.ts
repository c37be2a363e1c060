// GET /api/openapi.json: the published contract as of the build; public.

import { createHash } from 'node:crypto';
import document from '../../docs/openapi.json' with { type: 'json' };
import { matchesWeakly, parseTagCondition, strongTag } from '#shared/http/entity-tag';
import type { PublicRoute } from '#shared/http/handle-api-request';
import { emptyAnswer, jsonTextAnswer } from '#shared/http/responses';

type Contract = { readonly text: string; readonly opaque: string };

let contract: Contract | undefined;

const readContract = (): Contract => {
  const text = JSON.stringify(document);
  return { text, opaque: createHash('sha256').update(text).digest('hex').slice(0, 32) };
};

export const getOpenApi: PublicRoute = {
  name: 'get-openapi',
  answer: ({ headers }) => {
    contract ??= readContract();
    const { text, opaque } = contract;
    const shownHeaders = { 'cache-control': 'public, max-age=300', etag: strongTag(opaque) };
    const ifNoneMatch = headers['if-none-match'];
    return ifNoneMatch !== undefined && matchesWeakly(parseTagCondition(ifNoneMatch), opaque)
      ? emptyAnswer(304, shownHeaders)
      : jsonTextAnswer(200, text, shownHeaders);
  },
};

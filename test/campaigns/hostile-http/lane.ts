// What one employee's client knows: their direct deposits with entity tags, and the next page of their history. Requests of
// one lane follow each other, so that a seed repeats what each of them meets.

import { listIn, parsedJson, textIn } from '../json-members.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

export type Lane = {
  readonly employee: string;
  /** Entity tag by id; undefined where it was not seen. */
  readonly tags: Map<string, string | undefined>;
  listTag: string | undefined;
  cursor: string | undefined;
};

export const newLane = (employee: string): Lane => ({
  employee,
  tags: new Map(),
  listTag: undefined,
  cursor: undefined,
});

/** Only what was answered about the lane's own employee, and committed, counts. */
export const learn = (
  lane: Lane,
  { route, employee, item, query }: WireRequest,
  answer: WireAnswer,
): void => {
  const isOwn = employee === lane.employee && answer.status >= 200 && answer.status < 300;
  if (!isOwn || query['dryRun'] === 'true') return;
  const body = parsedJson(answer.text);
  const etag = answer.headers['etag'];
  switch (route) {
    case 'list':
    case 'replace':
      lane.tags.clear();
      for (const listed of listIn(body, 'items')) lane.tags.set(textIn(listed, 'id') ?? '', undefined);
      lane.listTag = etag;
      return;
    case 'create':
    case 'update':
    case 'release':
    case 'get': {
      const id = textIn(body, 'id');
      if (id !== undefined) lane.tags.set(id, etag);
      if (route !== 'get') lane.listTag = undefined;
      return;
    }
    case 'remove':
      lane.tags.delete(item ?? '');
      lane.listTag = undefined;
      return;
    case 'history':
      lane.cursor = /[?&]cursor=([^&>]+)/.exec(answer.headers['link'] ?? '')?.[1];
      return;
    default:
      return;
  }
};

// The answer to a change: built from the written rows, and rebuilt from the record that an idempotency key keeps.

import type { DecidedBody, DecidedDryBody } from '../api-contract/direct-deposit-answer.ts';
import type { Caller } from '../domain/caller.ts';
import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import { jsonAnswer, jsonTextAnswer, type ApiAnswer } from '../http/responses.ts';
import type { Write, Written } from './direct-deposit-store.ts';
import type { IdempotencyRecord, RecordedAnswer } from './idempotency.ts';
import { listTag, marksOf, tagHeader, upcomingName } from './present-direct-deposit.ts';
import { memberOf } from '../platform/member-of.ts';

/** What the entity tag of the answer stands for. */
type Tagged =
  | { readonly of: 'nothing' }
  | { readonly of: 'item'; readonly id: DirectDepositId }
  | {
      readonly of: 'set';
      /** Versions of what the change leaves as it is. */
      readonly keptVersions: readonly string[];
    };

export type PresentedChange = {
  readonly statusCode: 200 | 201;
  readonly body: DecidedBody;
  /** The body of a dry run, where it differs: a new row has no id yet. */
  readonly dryBody?: DecidedDryBody;
  readonly location?: string;
  readonly tagged: Tagged;
};

const tagOf = (
  tagged: Tagged,
  body: object,
  { versions }: Written<Write>,
): Readonly<Record<string, string>> => {
  switch (tagged.of) {
    case 'nothing':
      return {};
    case 'item':
      return tagHeader((versions.get(tagged.id) ?? '') + marksIn(body));
    case 'set': {
      const newestVersion = [...versions.values(), ...tagged.keptVersions].sort().at(-1);
      return tagHeader(listTag({ names: namesIn(body), newestVersion }));
    }
  }
};

export const changeAnswer = (
  { statusCode, location, tagged }: PresentedChange,
  body: object,
  written: Written<Write>,
): ApiAnswer =>
  jsonAnswer(statusCode, body, {
    ...tagOf(tagged, body, written),
    ...(location === undefined ? {} : { location }),
  });

/** Which row's version a replayed answer has its entity tag from. */
export const versionOf = (tagged: Tagged): RecordedAnswer['versionOf'] => {
  if (tagged.of === 'item') return tagged.id;
  return tagged.of === 'set' ? 'set' : undefined;
};

const marksIn = (item: unknown): string =>
  marksOf({ status: memberOf(item, 'status'), upcoming: memberOf(item, 'upcoming') });

const listIn = (answer: unknown, name: string): readonly unknown[] => {
  const list = memberOf(answer, name);
  return Array.isArray(list) ? list : [];
};

/** What the tag of a list is made from, as its answer shows it. */
const namesIn = (answer: unknown): readonly string[] => [
  ...listIn(answer, 'items').map((item) => String(memberOf(item, 'id')) + marksIn(item)),
  ...listIn(answer, 'upcoming').map((change) =>
    upcomingName(String(memberOf(change, 'directDepositId')), String(memberOf(change, 'effectiveOn'))),
  ),
];

/** A list, even an empty one, has the tag of its items' order; an item that of its row, where the row still exists. */
const recordedTag = (body: string, version: string | undefined): string | undefined => {
  const answer: unknown = JSON.parse(body);
  if (Array.isArray(memberOf(answer, 'items')))
    return listTag({ names: namesIn(answer), newestVersion: version });
  return version === undefined ? undefined : version + marksIn(answer);
};

/** A repeated request may come with fewer roles than the first: `sharedWith` is for payroll-admins only. */
const bodyFor = ({ roles }: Caller, body: string): string =>
  roles.includes('payroll-admin')
    ? body
    : JSON.stringify(JSON.parse(body, (name, value: unknown) => (name === 'sharedWith' ? undefined : value)));

export const replayAnswer = (
  caller: Caller,
  { statusCode, body, location, version }: IdempotencyRecord,
): ApiAnswer => {
  const tag = recordedTag(body, version);
  return jsonTextAnswer(statusCode, bodyFor(caller, body), {
    'idempotency-replayed': 'true',
    ...(location === undefined ? {} : { location }),
    ...(tag === undefined ? {} : tagHeader(tag)),
  });
};

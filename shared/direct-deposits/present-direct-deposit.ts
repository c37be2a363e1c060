// A direct deposit as the API shows it: masked, and never the digest or the version that it is compared by.

import { createHash } from 'node:crypto';
import type { DirectDeposit, NetPaySplit } from '../domain/direct-deposit.ts';
import type { RuleFinding } from '../domain/rule.ts';
import { matchesWeakly, parseTagCondition, strongTag } from '../http/entity-tag.ts';
import { emptyAnswer, jsonAnswer, type ApiAnswer } from '../http/responses.ts';
import type { UnstampedDirectDeposit } from './direct-deposit-store.ts';

export const presentDirectDeposit = (item: DirectDeposit, warnings: readonly RuleFinding[] = []) => ({
  id: item.id,
  employeeId: item.employeeId,
  priority: item.priority,
  nickname: item.nickname,
  accountType: item.accountType,
  routingNumber: item.routingNumber,
  accountNumberMask: item.accountNumberMask,
  allocation: item.allocation,
  status: item.status,
  createdAt: item.createdAt.toISOString(),
  updatedAt: item.updatedAt.toISOString(),
  warnings,
});

/** The masked state that an audit row keeps. */
export const auditedState = (item: UnstampedDirectDeposit) => ({
  id: item.id,
  priority: item.priority,
  nickname: item.nickname,
  accountType: item.accountType,
  routingNumber: item.routingNumber,
  accountNumberMask: item.accountNumberMask,
  allocation: item.allocation,
  status: item.status,
});

/** Opaque part of one direct deposit's entity tag: the row's version. */
export const itemTag = (item: Pick<DirectDeposit, 'version'>): string => item.version;

/** Opaque part of the list's entity tag: a digest of the ordered ids and versions; an empty list has one, too. */
export const listTag = ({ items }: Pick<NetPaySplit, 'items'>): string => {
  const hash = createHash('sha256');
  for (const { id, version } of items) hash.update(`${id}:${version}\n`);
  return hash.digest('hex').slice(0, 32);
};

export const tagHeader = (opaque: string) => ({ etag: strongTag(opaque) });

/** The representation, or 304 for whoever has it already. */
export const answerUnlessKnown = (
  headers: Readonly<Record<string, string | undefined>>,
  opaque: string,
  present: () => object,
): ApiAnswer => {
  const ifNoneMatch = headers['if-none-match'];
  return ifNoneMatch !== undefined && matchesWeakly(parseTagCondition(ifNoneMatch), opaque)
    ? emptyAnswer(304, tagHeader(opaque))
    : jsonAnswer(200, present(), tagHeader(opaque));
};

// Changes of where an employee's pay goes, onto the event bus: DirectDepositChanged, masked, at least once (docs/events.md). What cannot be published
// now is there for the next run.

import type { DestinationChange, DirectDepositStore } from '#shared/direct-deposits/direct-deposit-store';
import type { TenantId } from '#shared/domain/tenant-id';
import { changeDetailType, changeSource } from '#shared/events/change-event';
import type { EventEntry, EventPublisher } from '#shared/events/event-publisher';
import type { Deadline } from '#shared/platform/deadline';
import type { Log } from '#shared/platform/log';
import { memberOf } from '#shared/platform/member-of';
import { parseJson } from '#shared/platform/parse-json';

type Tools = {
  readonly store: DirectDepositStore;
  readonly publisher: EventPublisher;
  readonly busName: string;
  readonly log: Log;
};

/** As many as PutEvents takes. */
const batchSize = 10;
/** Another batch is not begun with less time left. */
const leastUsefulMs = 3_000;

const shownMembers = ['id', 'routingNumber', 'accountType', 'accountNumberMask', 'status'] as const;

const statesOf = (text: string | null): readonly unknown[] => {
  const parsed = text === null ? [] : parseJson(text);
  return Array.isArray(parsed) ? parsed : [parsed];
};

const accountOf = (state: unknown): string =>
  ['routingNumber', 'accountType', 'accountNumberMask']
    .map((name) => String(memberOf(state, name)))
    .join(' ');

const shown = (state: unknown): object =>
  Object.fromEntries(shownMembers.map((name) => [name, memberOf(state, name) ?? null]));

/** Of a whole set only what is another account, or new, or gone. */
const differing = (states: readonly unknown[], others: readonly unknown[]): readonly object[] =>
  states
    .filter(
      (state) =>
        !others.some(
          (other) => memberOf(other, 'id') === memberOf(state, 'id') && accountOf(other) === accountOf(state),
        ),
    )
    .map(shown);

const toEntry = (
  tenantId: TenantId,
  busName: string,
  { writeId, employeeId, subject, before, after, occurredAt }: DestinationChange,
): EventEntry => {
  const [previous, next] = [statesOf(before), statesOf(after)];
  const detail = {
    version: 1,
    id: writeId,
    tenantId,
    employeeId,
    occurredAt: occurredAt.toISOString(),
    actor: subject,
    previous: differing(previous, next),
    next: differing(next, previous),
  };
  return {
    busName,
    source: changeSource,
    detailType: changeDetailType,
    detail: JSON.stringify(detail),
    timeMs: occurredAt.getTime(),
    traceHeader: undefined,
  };
};

export const publishChanges = async (
  { store, publisher, busName, log }: Tools,
  tenantId: TenantId,
  deadline: Deadline,
): Promise<void> => {
  while (deadline.remainingMs() >= leastUsefulMs) {
    const found = await store.listUnpublished(batchSize);
    if (!found.ok) {
      log('payroll.change.unpublished', { tenantId, code: found.failure.code });
      return;
    }
    if (found.value.length === 0) return;
    const entries = found.value.map((change) => toEntry(tenantId, busName, change));
    const published = await publisher.publish(entries, deadline);
    const marked = published.ok
      ? await store.markPublished(found.value.map(({ writeId }) => writeId))
      : published;
    if (!marked.ok) {
      const code = typeof marked.failure === 'string' ? 'NOT_PUBLISHED' : marked.failure.code;
      log('payroll.change.unpublished', { tenantId, code });
      return;
    }
  }
};

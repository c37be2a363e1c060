// Adapter of TenantStore on DynamoDB: one Query brings a whole tenant. Whatever goes wrong on the way is
// `store-unavailable`; the error itself stays here (its text may quote keys), only its name goes to `onError`.

import type { TenantId } from '../domain/tenant-id.ts';
import { systemClock } from '../platform/clock.ts';
import { boundedMs, deadlineIn, type Deadline } from '../platform/deadline.ts';
import { fail, type Result } from '../platform/result.ts';
import type { QueryCall, TenantItemKey } from './query-call.ts';
import type { TenantRecord } from './tenant-record.ts';
import type { TenantLoad, TenantLoadFailure, TenantStore } from './tenant-store.ts';
import { toTenantRecord } from './tenant-items.ts';

export type DynamoDbTenantStoreOptions = {
  readonly query: QueryCall;
  readonly tableName: string;
  readonly onError?: (error: unknown) => void;
};

const queryBoundMs = 4_000;

export class DynamoDbTenantStore implements TenantStore {
  readonly #query: QueryCall;
  readonly #tableName: string;
  readonly #onError: (error: unknown) => void;

  constructor({ query, tableName, onError = () => undefined }: DynamoDbTenantStoreOptions) {
    this.#query = query;
    this.#tableName = tableName;
    this.#onError = onError;
  }

  async load(
    tenantId: TenantId,
    { isConsistent, deadline }: TenantLoad,
  ): Promise<Result<TenantRecord, TenantLoadFailure>> {
    let items: readonly unknown[];
    try {
      items = await this.#queryAll(tenantId, isConsistent, deadline);
    } catch (error) {
      this.#onError(error);
      return fail('store-unavailable');
    }
    return toTenantRecord(tenantId, items);
  }

  async #queryAll(tenantId: TenantId, isConsistent: boolean, deadline: Deadline): Promise<unknown[]> {
    const whole = deadlineIn(systemClock, boundedMs(deadline, queryBoundMs));
    const items: unknown[] = [];
    let after: TenantItemKey | undefined;
    do {
      const query = { tableName: this.#tableName, tenantId, isConsistent, after };
      const page = await this.#query(query, boundedMs(whole, queryBoundMs));
      items.push(...page.items);
      after = page.last;
    } while (after !== undefined);
    return items;
  }
}

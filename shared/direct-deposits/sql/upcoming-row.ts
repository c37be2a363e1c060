// Rows of [UpcomingDirectDeposit], parsed once into domain values.

import * as v from 'valibot';
import type { StoredUpcoming } from '../direct-deposit-store.ts';
import { dateColumn, idColumn, rowVersion, toDirectDeposit } from './direct-deposit-row.ts';

const changeSchema = v.object({
  change: v.picklist(['create', 'update', 'remove']),
  id: idColumn,
  effectiveOn: dateColumn,
  sealed: v.nullable(v.instance(Uint8Array)),
  keyVersion: v.nullable(v.number()),
  requestedBy: v.nullable(v.string()),
  createdAt: v.date(),
  rowVersion,
});

export const toUpcoming = (unknownRow: unknown): StoredUpcoming => {
  const row = v.parse(changeSchema, unknownRow);
  const { id, effectiveOn, sealed, keyVersion } = row;
  if (row.change === 'remove') {
    const { requestedBy, createdAt, rowVersion: version } = row;
    return { kind: 'remove', id, effectiveOn, version, createdAt, requestedBy };
  }
  return {
    kind: row.change,
    id,
    effectiveOn,
    row: toDirectDeposit({ paidMeanwhile: null, ...Object(unknownRow) }),
    account: sealed === null || keyVersion === null ? undefined : { sealed, keyVersion },
  };
};

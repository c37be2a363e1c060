// The notices of a change over SQL Server. A lease is one transaction; a row that does not fit its own table's promises throws.

import * as v from 'valibot';
import { markerPart, settingsPart } from '../../direct-deposits/sql/gather-parts.ts';
import { toLimits } from '../../direct-deposits/sql/gathered-rows.ts';
import { checkTenant, type Rows } from '../../direct-deposits/sql/stored-rows.ts';
import type { TenantId } from '../../domain/tenant-id.ts';
import { fail, succeed, type Result } from '../../platform/result.ts';
import { composeRequest, namedPart, plainPart, type ComposedRequest } from '../../sql/composed-request.ts';
import type { SqlFailure } from '../../sql/sql-failure.ts';
import type { SqlDatabase } from '../../sql/sql-session.ts';
import { dateTime2, nVarChar, uniqueIdentifier, varChar } from '../../sql/statement.ts';
import type { LeasedNotices, NoticeFailure, NoticeOutcome, NoticeStore } from '../notice-store.ts';
import { languages } from '../notice-words.ts';

const addressType = nVarChar(254);

const employeeRow = v.object({ name: v.string() });
const noticeRow = v.object({
  address: v.string(),
  token: v.nullable(v.pipe(v.string(), v.toLowerCase())),
  language: v.nullable(v.picklist(languages)),
  replacedAt: v.nullable(v.date()),
  isEnded: v.number(),
});

type Change = Parameters<NoticeStore['lease']>[0];
type Lease = Parameters<NoticeStore['lease']>[1];

/** A write that changed no destination of this employee has no notices: the event is not believed where the database says otherwise. */
const newNoticesPart = plainPart(`INSERT INTO [dbo].[ChangeNotice] ([WriteId], [EmployeeId], [Address])
SELECT @writeId, [EmployeeId], [Address] FROM [dbo].[EmployeeEmail]
WHERE [EmployeeId] = @employeeId
AND EXISTS (
  SELECT 1 FROM [dbo].[DestinationChange]
  WHERE [DestinationChange].[WriteId] = @writeId AND [DestinationChange].[EmployeeId] = @employeeId)
AND NOT EXISTS (
  SELECT 1 FROM [dbo].[ChangeNotice]
  WHERE [ChangeNotice].[WriteId] = @writeId AND [ChangeNotice].[Address] = [EmployeeEmail].[Address]);`);

/** Compare and set: the condition is judged on each row as it is when it is locked. */
const takePart = plainPart(`UPDATE [dbo].[ChangeNotice] SET [LeaseToken] = @token, [LeasedUntil] = @until
WHERE [WriteId] = @writeId AND [SentAt] IS NULL AND [RefusedAt] IS NULL
AND ([LeasedUntil] IS NULL OR [LeasedUntil] <= @now);`);

const leaseRequest = ({ id, employeeId }: Change, { token, now, until }: Lease): ComposedRequest =>
  composeRequest('change-notice.lease', [
    markerPart,
    namedPart(
      { writeId: [uniqueIdentifier, id], employeeId: [varChar(64), employeeId] },
      (at) => `SELECT [Name] AS [name] FROM [dbo].[Employee]
WHERE [EmployeeId] = ${at('employeeId')} AND EXISTS (
  SELECT 1 FROM [dbo].[DestinationChange]
  WHERE [DestinationChange].[WriteId] = ${at('writeId')} AND [DestinationChange].[EmployeeId] = ${at('employeeId')});`,
      'employees',
    ),
    settingsPart,
    {
      text: '',
      parameters: { token: uniqueIdentifier, now: dateTime2, until: dateTime2 },
      values: { token, now, until },
    },
    newNoticesPart,
    takePart,
    plainPart(
      `SELECT [ChangeNotice].[Address] AS [address], [LeaseToken] AS [token], [Language] AS [language],
  [ReplacedAt] AS [replacedAt],
  CASE WHEN [SentAt] IS NULL AND [RefusedAt] IS NULL THEN 0 ELSE 1 END AS [isEnded]
FROM [dbo].[ChangeNotice]
LEFT JOIN [dbo].[EmployeeEmail] ON [EmployeeEmail].[EmployeeId] = [ChangeNotice].[EmployeeId]
  AND [EmployeeEmail].[Address] = [ChangeNotice].[Address]
WHERE [WriteId] = @writeId ORDER BY [ChangeNotice].[Address];`,
      'notices',
    ),
  ]);

const toLeased = (rows: Rows, token: string): Result<LeasedNotices, NoticeFailure> => {
  const [first] = rows('employees');
  if (first === undefined) return fail(noticeFailure('CHANGE_UNKNOWN'));
  const { name } = v.parse(employeeRow, first);
  const notices = rows('notices').map((row) => v.parse(noticeRow, row));
  const open = notices.filter(({ isEnded }) => isEnded === 0);
  const own = open.filter((notice) => notice.token === token);
  return succeed({
    employeeName: name,
    timeZone: toLimits(rows('settings')[0]).timeZone,
    recipients: own.map(({ address, language, replacedAt }) => ({
      address,
      language: language ?? undefined,
      replacedAt: replacedAt ?? undefined,
    })),
    leasedElsewhere: open.length - own.length,
    known: notices.length,
  });
};

/** That a mail was sent is a fact, whoever holds the lease by now; the rest is the holder's to say. */
const settled: Readonly<Record<NoticeOutcome, string>> = {
  sent: 'SET [SentAt] = @now, [LeaseToken] = NULL, [LeasedUntil] = NULL WHERE [SentAt] IS NULL',
  refused: 'SET [RefusedAt] = @now, [LeaseToken] = NULL, [LeasedUntil] = NULL WHERE [LeaseToken] = @token',
  free: 'SET [LeaseToken] = NULL, [LeasedUntil] = NULL WHERE [LeaseToken] = @token',
};

const noticeFailure = (code: string): NoticeFailure => ({ kind: 'notice-failure', code });

const toNoticeFailure = (failure: SqlFailure | NoticeFailure): NoticeFailure =>
  failure.kind === 'notice-failure'
    ? failure
    : noticeFailure(`DATABASE_${failure.kind.replaceAll('-', '_').toUpperCase()}`);

export type SqlNoticeStoreSettings = {
  readonly database: SqlDatabase;
  /** Whose employees these are, compared with the database's own marker. */
  readonly tenantId: TenantId;
};

export const createSqlNoticeStore = ({ database, tenantId }: SqlNoticeStoreSettings): NoticeStore => ({
  lease: async (change, lease) => {
    const request = leaseRequest(change, lease);
    const leased = await database.transaction<LeasedNotices, NoticeFailure | SqlFailure>(async (session) => {
      const answer = await session.run(request.statement, request.values);
      if (!answer.ok) return answer;
      const rows: Rows = (name) => request.rowsOf(answer.value, name);
      const tenant = checkTenant(tenantId, rows('markers'));
      return tenant.ok ? toLeased(rows, lease.token) : fail(noticeFailure(tenant.failure.code));
    });
    return leased.ok ? leased : fail(toNoticeFailure(leased.failure));
  },

  settle: async ({ changeId, address, token }, outcome, now) => {
    const request = composeRequest('change-notice.settle', [
      namedPart(
        {
          writeId: [uniqueIdentifier, changeId],
          address: [addressType, address],
          token: [uniqueIdentifier, token],
          now: [dateTime2, now],
        },
        (at) => `UPDATE [dbo].[ChangeNotice] ${settled[outcome]}
AND [WriteId] = ${at('writeId')} AND [Address] = ${at('address')};`,
      ),
    ]);
    const done = await database.transaction<void, SqlFailure>(async (session) => {
      const answer = await session.run(request.statement, request.values);
      return answer.ok ? succeed(undefined) : answer;
    });
    return done.ok ? done : fail(toNoticeFailure(done.failure));
  },
});

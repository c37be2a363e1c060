// What was found about a tenant's chains, in lines: one that sums up, two that can be kept as anchors, and one for each
// finding. Failures are told by codes and numbers; texts of a driver or a row stay out.

import type { TenantId } from '#shared/domain/tenant-id';
import { describeFailure } from '../command-line/describe-failure.ts';
import { describeSqlFailure } from '../command-line/describe-sql-failure.ts';
import { describeFinding } from './findings.ts';
import type { ChainReport } from './verify-chain.ts';
import type { TenantFailure } from './verify-tenant.ts';

const maxShownFindings = 20;

export const isWhole = ({ counts, isInterrupted }: ChainReport): boolean =>
  Object.keys(counts).length === 0 && !isInterrupted;

export const numberOf = (count: number, one: string, more = `${one}s`): string =>
  `${count} ${count === 1 ? one : more}`;

const sum = (counts: ChainReport['counts']): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const verdict = (report: ChainReport): string => {
  if (sum(report.counts) > 0) return `BROKEN, ${numberOf(sum(report.counts), 'finding')}`;
  if (report.isInterrupted) return 'interrupted, whole so far';
  return report.receipts === 0 ? 'whole, the chain is empty' : 'whole';
};

const withoutReceiptNote =
  'Rows without receipt: a deployment from before the receipts that ran beside a newer one leaves such rows, all from that time and of changes that employees or payroll can confirm. Any other is a forgery.';
const otherKeyNote =
  'No receipt follows under the stored account-number-key: the whole chain was made with another key, or the stored keyset is not the one that it was made with.';

const notes = ({ counts, receipts }: ChainReport): readonly string[] => [
  ...(counts['without-receipt'] === undefined ? [] : [withoutReceiptNote]),
  ...(receipts > 0 && counts.forged === receipts ? [otherKeyNote] : []),
];

export const describeReport = (tenantId: TenantId, report: ChainReport): readonly string[] => {
  const { receipts, chains, olderRows, last, checkpoints, findings, counts } = report;
  const older = olderRows === 0 ? '' : `, ${numberOf(olderRows, 'older row')} that no receipt vouches for`;
  const occurredAt = last?.occurredAt ?? null;
  const at = occurredAt === null ? '' : `, the last of ${occurredAt}`;
  const inChains = chains < 2 ? '' : ` in ${numberOf(chains, 'chain')}`;
  const under =
    checkpoints.last === undefined
      ? ''
      : `, ${numberOf(checkpoints.count, 'checkpoint')}, the last of ${checkpoints.last.takenAt}`;
  const hidden = sum(counts) - Math.min(findings.length, maxShownFindings);
  return [
    `${tenantId}: ${verdict(report)}: ${numberOf(receipts, 'receipt')}${inChains}${at}${older}${under}`,
    ...[last, checkpoints.last].flatMap((kept) =>
      kept === undefined ? [] : [`${tenantId} ${kept.sequence}:${kept.hash}`],
    ),
    ...findings.slice(0, maxShownFindings).map((finding) => `  ${describeFinding(finding)}`),
    ...(hidden > 0 ? [`  … and ${hidden} more`] : []),
    ...notes(report).map((note) => `  ${note}`),
  ];
};

/** What its set-up would have stored is not there: nothing failed. */
export const notSetUpCode = 'not-set-up';

/** A code for scripts, a sentence for people. */
export const describeTenantFailure = (
  failure: TenantFailure,
): { readonly code: string; readonly sentence: string } => {
  if (failure.kind === 'no-access') {
    const { purpose, code } = failure.access;
    if (code === 'credential-missing')
      return {
        code: notSetUpCode,
        sentence: `not set up yet: it has no ${purpose ?? ''} credential (credentials admit and put store it)`,
      };
    const sentence = describeFailure(code);
    return { code, sentence: purpose === undefined ? sentence : `${purpose}: ${sentence}` };
  }
  const { chain } = failure;
  switch (chain.kind) {
    case 'other-tenant':
      return {
        code: chain.kind,
        sentence: 'the database is marked as another tenant’s; check the sql-server credential',
      };
    case 'not-set-up':
    case 'not-ready':
      return {
        code: notSetUpCode,
        sentence: 'not set up yet: the database lacks migrations (npm run migrate)',
      };
    default:
      return { code: chain.kind, sentence: `the database cannot be read: ${describeSqlFailure(chain)}` };
  }
};

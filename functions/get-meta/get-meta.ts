// GET /api/meta: what a form needs to know before it asks: limits, code lists, patterns, and what this caller may do.

import type { MetaAnswer } from '#shared/api-contract/other-answers';
import type { TenantRoute } from '#shared/direct-deposits/direct-deposit-route';
import { idempotencyKeyHours } from '#shared/direct-deposits/idempotency';
import { accountNumberPattern } from '#shared/domain/account-number';
import {
  allocationKinds,
  maxAmountCents,
  percentageBases,
  wholeBasisPoints,
} from '#shared/domain/allocation';
import { permissionsOf } from '#shared/domain/caller';
import { confirmableRules } from '#shared/domain/confirmation';
import { accountTypes, directDepositStatuses } from '#shared/domain/direct-deposit';
import { maxDaysAhead } from '#shared/domain/effective-date';
import { maxNicknameCodePoints } from '#shared/domain/nickname';
import { meanwhileWays } from '#shared/domain/payroll/prenote';
import { routingNumberPattern } from '#shared/domain/routing-number';
import { ruleMessages } from '#shared/domain/rule';
import { maxNetPayCents, maxNetPays, netPayReasons } from '#shared/domain/simulate-net-pay';
import { maxBodyBytes } from '#shared/http/json-body';
import { jsonAnswer } from '#shared/http/responses';
import { succeed } from '#shared/platform/result';

export const getMeta: TenantRoute<never> = {
  name: 'get-meta',
  purposes: [],
  answer: async ({ caller }, store) => {
    const read = await store.readLimits();
    if (!read.ok) return read;
    const { maxItems, lockBankingDays, timeZone, prenotes, guards } = read.value;
    const shown: MetaAnswer = {
      limits: {
        maxDirectDeposits: maxItems,
        minAmountCents: 1,
        maxAmountCents,
        minBasisPoints: 1,
        maxBasisPoints: wholeBasisPoints,
        maxNicknameLength: maxNicknameCodePoints,
        maxEffectiveDaysAhead: maxDaysAhead,
        lockBankingDays,
        timeZone,
        prenoteBankingDays: prenotes.bankingDays,
        paidMeanwhile: prenotes.meanwhile,
        ...guards,
        maxNetPays,
        maxNetPayCents,
        maxBodyBytes,
        idempotencyKeyHours,
      },
      codes: {
        accountTypes,
        allocationKinds,
        percentageBases,
        statuses: directDepositStatuses,
        meanwhileWays,
        netPayReasons,
        rules: ruleMessages,
        confirmableRules,
      },
      patterns: {
        routingNumber: routingNumberPattern.source,
        accountNumber: accountNumberPattern.source,
      },
      may: permissionsOf(caller),
    };
    return succeed(jsonAnswer(200, shown));
  },
};

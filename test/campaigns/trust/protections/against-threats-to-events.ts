// Threats 25 to 33: webhooks, what was taken away, what is sent on.

import { api, integration, unit } from '../test-paths.ts';
import type { Protection } from './protection.ts';

export const againstThreatsToEvents: readonly Protection[] = [
  {
    threat: 25,
    file: 'shared/webhook/standard-webhooks.ts',
    remove: 'return expected.filter(',
    put: 'return given.length > 0 || expected.filter(',
    test: unit('webhook/signature-schemes'),
  },
  {
    threat: 26,
    file: 'functions/payroll-webhook/do-once.ts',
    remove: "if (claimed.value === 'repeat') return succeed('repeat');",
    put: '',
    test: integration('payroll-webhook/receive'),
  },
  {
    threat: 27,
    file: 'shared/aws/eventbridge-publisher.ts',
    remove: 'left = left.filter((_, index) => codes[index] !== undefined);',
    put: 'left = [];',
    test: unit('aws/eventbridge-publisher'),
  },
  {
    threat: 28,
    file: 'functions/payroll-webhook/receive-event.ts',
    remove: "if (!(ageMs < maxAgeMs)) return 'EVENT_STALE';",
    put: '',
    test: integration('payroll-webhook/receive'),
  },
  {
    threat: 29,
    file: 'shared/platform/ageing-cache.ts',
    remove: 'this.#keepMs = Math.min(this.#maxAgeMs + Math.max(0, staleMs), hardMaxAgeMs);',
    put: 'this.#keepMs = this.#maxAgeMs + Math.max(0, staleMs);',
    test: unit('credentials/stale-credentials'),
  },
  {
    threat: 29,
    file: 'shared/credentials/cached-credential-source.ts',
    remove: 'if (!isRetryable(failure) || isRefresh) return fail(failure);',
    put: '',
    test: unit('credentials/stale-credentials'),
  },
  {
    threat: 30,
    file: 'shared/credentials/data-key-cache.ts',
    remove: 'const underway = request.refresh ? undefined : this.#flights.joinable(name);',
    put: 'const underway = undefined;',
    test: unit('credentials/data-key-cache'),
  },
  {
    threat: 31,
    file: 'shared/credentials/lambda-credential-source.ts',
    remove: "failure === 'throttled' || failure === 'unreachable'",
    put: "failure === 'unreachable'",
    test: unit('credentials/lambda-credential-source'),
  },
  {
    threat: 32,
    file: 'shared/direct-deposits/sql/outbox-part.ts',
    remove: 'FROM [dbo].[Employee] WHERE [EmployeeId] = @employeeId;\nINSERT INTO [dbo].[PayrollOutboxItem]',
    put: 'FROM [dbo].[Employee] WHERE [EmployeeId] = @employeeId AND 1 = 0;\nINSERT INTO [dbo].[PayrollOutboxItem]',
    test: integration('send-payroll-changes/send'),
  },
  {
    threat: 33,
    file: 'shared/payroll/sql/outbox-statements.ts',
    remove: '\n  AND ([LeasedUntil] IS NULL OR [LeasedUntil] <= @now)',
    put: '',
    test: api('campaigns'),
  },
];

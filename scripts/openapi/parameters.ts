// The parameters of the routes by the name that they have in the document.

import { revealReasons } from '#shared/domain/reveal-reason';
import { historyLimit } from '#shared/direct-deposits/history-limit';
import { idempotencyKeyHours } from '#shared/direct-deposits/idempotency';

const entityTag = '"0123456789abcdef"';

export const parameters = {
  EmployeeId: {
    name: 'employeeId',
    in: 'path',
    required: true,
    description: 'As the HR product stores it; compared byte for byte.',
    schema: { type: 'string', minLength: 1, maxLength: 64, pattern: '^[\\x21-\\x7e]+$' },
    example: 'e-1001',
  },
  DirectDepositId: {
    name: 'directDepositId',
    in: 'path',
    required: true,
    description: 'The same for as long as the direct deposit is there, also when its account changes.',
    schema: { type: 'string', format: 'uuid' },
    example: '0b9c5a4e-6f0d-4f4e-9a55-3f6f2f1f7c01',
  },
  PayDate: {
    name: 'payDate',
    in: 'path',
    required: true,
    description: 'The day on which the payroll is paid.',
    schema: { type: 'string', format: 'date' },
    example: '2026-12-24',
  },
  PayGroup: {
    name: 'payGroup',
    in: 'query',
    description: 'One pay group; all that are paid on that day when left out.',
    schema: { type: 'string', minLength: 1, maxLength: 64 },
  },
  Search: {
    name: 'search',
    in: 'query',
    description: "A part of a name, or the beginning of an id: letters, digits, blanks and . , ' ’ _ -",
    schema: { type: 'string', minLength: 1, maxLength: 64 },
    example: 'alvarez',
  },
  Status: {
    name: 'status',
    in: 'query',
    required: true,
    description: 'Which ones.',
    schema: { type: 'string', enum: ['held', 'rejected'] },
    example: 'held',
  },
  Reason: {
    name: 'reason',
    in: 'query',
    description: 'Why somebody looks; it is recorded with the look.',
    schema: { type: 'string', enum: [...revealReasons] },
    example: 'employee-asked',
  },
  PageLimit: {
    name: 'limit',
    in: 'query',
    description: 'The most employees of one page.',
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
  },
  BankAnswerId: {
    name: 'bankAnswerId',
    in: 'path',
    required: true,
    description: 'As the list of the bank’s answers has it.',
    schema: { type: 'string', format: 'uuid' },
    example: '5d1f0f4e-52a1-8c1e-9a55-3f6f2f1f7c01',
  },
  Open: {
    name: 'open',
    in: 'query',
    description: 'With `true` only what waits for a person.',
    schema: { type: 'string', enum: ['true', 'false'], default: 'false' },
  },
  AnswerLimit: {
    name: 'limit',
    in: 'query',
    description: 'The most answers of one page.',
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  },
  Before: {
    name: 'before',
    in: 'query',
    description: 'The page before’s `nextBefore`.',
    schema: { type: 'string', pattern: '^[0-9]{1,18}$' },
  },
  After: {
    name: 'after',
    in: 'query',
    description: 'The page before’s `nextAfter`.',
    schema: { type: 'string', minLength: 1, maxLength: 64 },
  },
  DryRun: {
    name: 'dryRun',
    in: 'query',
    description:
      'With `true` nothing is changed or sent: the answer says what the change would be, or what refuses it. It uses no Idempotency-Key.',
    schema: { type: 'string', enum: ['true', 'false'], default: 'false' },
  },
  On: {
    name: 'on',
    in: 'query',
    description:
      'A day from today to 180 days ahead: the answer is what the payroll finds that is paid next on that day. Today when left out.',
    schema: { type: 'string', format: 'date' },
  },
  Limit: {
    name: 'limit',
    in: 'query',
    description: 'The most entries of one page.',
    schema: { type: 'integer', minimum: 1, maximum: historyLimit.max, default: historyLimit.default },
  },
  Cursor: {
    name: 'cursor',
    in: 'query',
    description: 'Where the page before ended, as its Link says. It is good for this employee only.',
    schema: { type: 'string' },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The ETag of what was read (RFC 9110). Without it 428, with a stale one 412.',
    schema: { type: 'string' },
    example: entityTag,
  },
  OptionalIfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag of what was looked at: nothing newer is released. With a stale one 412.',
    schema: { type: 'string' },
    example: entityTag,
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'The ETag of what the caller has: answered 304 while that is still current.',
    schema: { type: 'string' },
    example: entityTag,
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: `Makes the change at most once, however often the request is sent: a repetition is answered what the first one was, for ${idempotencyKeyHours} hours. 1 to 255 visible ASCII characters, bare or in quotes. It is good for one caller, method and path. Only successes are kept.`,
    schema: { type: 'string', minLength: 1, maxLength: 512 },
    example: '"8e03978e-40d5-43dd-bc93-6894a57f9324"',
  },
} as const;

export type ParameterName = keyof typeof parameters;

// The routes, one row each: what each function's fragment says, and what is answered. A test holds the rows against the
// fragments, and every answer that the tests receive is held against the document that is made from them.

import type { ProblemCode } from '#shared/http/problem';
import type { Headers } from './answer-headers.ts';
import type { ParameterName } from './parameters.ts';
import { problemSets } from './problem-sets.ts';
import type { requestExamples, answerExamples } from './examples.ts';

type Success = {
  readonly status: 200 | 201 | 304;
  readonly description: string;
  /** One of them; none where there is no body. */
  readonly schemas: readonly (keyof typeof answerExamples | 'OpenApi')[];
  readonly headers: Headers;
};

export type Operation = {
  /** The folder under functions/. */
  readonly function: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly operationId: string;
  readonly tag: 'Direct deposits' | 'Around them';
  readonly summary: string;
  readonly description?: string;
  /** Without a token. */
  readonly isPublic?: true;
  readonly parameters: readonly ParameterName[];
  readonly request?: keyof typeof requestExamples;
  readonly successes: readonly Success[];
  readonly problems: readonly ProblemCode[];
};

const set = '/api/employees/{employeeId}/direct-deposits';
const item = `${set}/{directDepositId}`;

const noStore = { 'Cache-Control': 'always' } as const;
const tagged = { ...noStore, ETag: 'always' } as const;
const written = { ...noStore, ETag: 'with-receipt', 'Idempotency-Replayed': 'sometimes' } as const;

const notModified = {
  status: 304,
  description: 'The caller has it already.',
  schemas: [],
  headers: tagged,
} as const;

export const operations: readonly Operation[] = [
  {
    function: 'list-direct-deposits',
    method: 'GET',
    path: set,
    operationId: 'listDirectDeposits',
    tag: 'Direct deposits',
    summary: 'Lists an employee’s direct deposits by priority',
    parameters: ['EmployeeId', 'On', 'IfNoneMatch'],
    successes: [
      {
        status: 200,
        description: 'All that are in force, and what waits.',
        schemas: ['DirectDepositList'],
        headers: tagged,
      },
      notModified,
    ],
    problems: problemSets.employee,
  },
  {
    function: 'create-direct-deposit',
    method: 'POST',
    path: set,
    operationId: 'createDirectDeposit',
    tag: 'Direct deposits',
    summary: 'Adds a direct deposit',
    parameters: ['EmployeeId', 'DryRun', 'IdempotencyKey'],
    request: 'CreateDirectDepositRequest',
    successes: [
      {
        status: 201,
        description: 'It is stored.',
        schemas: ['WrittenDirectDeposit'],
        headers: { ...tagged, Location: 'always', 'Idempotency-Replayed': 'sometimes' },
      },
      {
        status: 200,
        description: 'A dry run: it would be stored.',
        schemas: ['ProposedDirectDeposit'],
        headers: noStore,
      },
    ],
    problems: [...problemSets.change, ...problemSets.body, ...problemSets.accounts],
  },
  {
    function: 'replace-direct-deposits',
    method: 'PUT',
    path: set,
    operationId: 'replaceDirectDeposits',
    tag: 'Direct deposits',
    summary: 'Replaces the whole ordered set in one transaction',
    description: 'If-Match takes the ETag of the list.',
    parameters: ['EmployeeId', 'DryRun', 'IfMatch', 'IdempotencyKey'],
    request: 'ReplaceDirectDepositsRequest',
    successes: [
      {
        status: 200,
        description: 'The set as it is now stored, or, in a dry run, as it would be.',
        schemas: ['Replacement', 'ConsideredReplacement'],
        headers: written,
      },
    ],
    problems: [...problemSets.change, ...problemSets.body, ...problemSets.accounts, ...problemSets.condition],
  },
  {
    function: 'simulate-net-pay',
    method: 'POST',
    path: `${set}/simulate`,
    operationId: 'simulateNetPay',
    tag: 'Around them',
    summary: 'Divides net pays among the direct deposits, to the cent',
    description:
      'Stores nothing. The amounts of each result add up to its net pay. ETag is that of the list of which it was worked out.',
    parameters: ['EmployeeId'],
    request: 'SimulateNetPayRequest',
    successes: [
      { status: 200, description: 'One result for each net pay.', schemas: ['Simulation'], headers: tagged },
    ],
    problems: [...problemSets.employee, ...problemSets.body],
  },
  {
    function: 'list-history',
    method: 'GET',
    path: `${set}/history`,
    operationId: 'listHistory',
    tag: 'Around them',
    summary: 'Lists who did what when, masked, newest first',
    parameters: ['EmployeeId', 'Limit', 'Cursor'],
    successes: [
      {
        status: 200,
        description: 'One page.',
        schemas: ['History'],
        headers: { ...noStore, Link: 'sometimes' },
      },
    ],
    problems: problemSets.employee,
  },
  {
    function: 'get-direct-deposit',
    method: 'GET',
    path: item,
    operationId: 'getDirectDeposit',
    tag: 'Direct deposits',
    summary: 'Answers one direct deposit',
    parameters: ['EmployeeId', 'DirectDepositId', 'On', 'IfNoneMatch'],
    successes: [
      { status: 200, description: 'The direct deposit.', schemas: ['DirectDeposit'], headers: tagged },
      notModified,
    ],
    problems: [...problemSets.employee, ...problemSets.item],
  },
  {
    function: 'update-direct-deposit',
    method: 'PUT',
    path: item,
    operationId: 'updateDirectDeposit',
    tag: 'Direct deposits',
    summary: 'Replaces a direct deposit that has not changed since it was read',
    parameters: ['EmployeeId', 'DirectDepositId', 'DryRun', 'IfMatch', 'IdempotencyKey'],
    request: 'UpdateDirectDepositRequest',
    successes: [
      {
        status: 200,
        description: 'As it is now stored, or, in a dry run, as it would be.',
        schemas: ['WrittenDirectDeposit', 'ConsideredDirectDeposit'],
        headers: written,
      },
    ],
    problems: [
      ...problemSets.change,
      ...problemSets.item,
      ...problemSets.body,
      ...problemSets.accounts,
      ...problemSets.condition,
    ],
  },
  {
    function: 'delete-direct-deposit',
    method: 'DELETE',
    path: item,
    operationId: 'deleteDirectDeposit',
    tag: 'Direct deposits',
    summary: 'Removes a direct deposit that has not changed since it was read',
    description: 'Those behind it move up.',
    parameters: ['EmployeeId', 'DirectDepositId', 'DryRun', 'IfMatch', 'IdempotencyKey'],
    successes: [
      {
        status: 200,
        description: 'It is removed, or, in a dry run, would be.',
        schemas: ['Removal', 'ConsideredRemoval'],
        headers: { ...noStore, 'Idempotency-Replayed': 'sometimes' },
      },
    ],
    problems: [...problemSets.change, ...problemSets.item, ...problemSets.condition],
  },
  {
    function: 'reveal-account-number',
    method: 'POST',
    path: `${item}/reveal`,
    operationId: 'revealAccountNumber',
    tag: 'Around them',
    summary: 'Shows one whole account number, audited',
    description: 'For a caller who signed in at most 10 minutes ago (the token’s `auth_time`).',
    parameters: ['EmployeeId', 'DirectDepositId', 'Reason'],
    successes: [{ status: 200, description: 'Once.', schemas: ['AccountNumber'], headers: noStore }],
    problems: [
      ...problemSets.employee,
      ...problemSets.item,
      'ROLE_NOT_ALLOWED',
      'INSUFFICIENT_USER_AUTHENTICATION',
      'ACCOUNT_NUMBER_UNREADABLE',
    ],
  },
  {
    function: 'release-direct-deposit',
    method: 'POST',
    path: `${item}/release`,
    operationId: 'releaseDirectDeposit',
    tag: 'Around them',
    summary: 'Lets a held direct deposit be paid',
    description: 'For a payroll-admin who did not ask for it.',
    parameters: ['EmployeeId', 'DirectDepositId', 'DryRun', 'OptionalIfMatch', 'IdempotencyKey'],
    successes: [
      {
        status: 200,
        description: 'It is active, or, in a dry run, would be.',
        schemas: ['WrittenDirectDeposit', 'ConsideredDirectDeposit'],
        headers: written,
      },
    ],
    problems: [
      ...problemSets.change,
      ...problemSets.item,
      'SECOND_PERSON_REQUIRED',
      'NOT_HELD',
      'ENTITY_TAG_MALFORMED',
      'PRECONDITION_FAILED',
    ],
  },
  {
    function: 'cancel-upcoming-change',
    method: 'DELETE',
    path: `${item}/upcoming`,
    operationId: 'cancelUpcomingChange',
    tag: 'Direct deposits',
    summary: 'Takes back a change that is not in force yet',
    description: 'What is in force stays so. A direct deposit that was to be added is gone.',
    parameters: ['EmployeeId', 'DirectDepositId', 'DryRun', 'IfMatch', 'IdempotencyKey'],
    successes: [
      {
        status: 200,
        description: 'It is taken back, or, in a dry run, would be.',
        schemas: ['Removal', 'ConsideredRemoval'],
        headers: { ...noStore, 'Idempotency-Replayed': 'sometimes' },
      },
    ],
    problems: [...problemSets.change, ...problemSets.item, ...problemSets.condition],
  },
  {
    function: 'read-payroll-destinations',
    method: 'GET',
    path: '/api/payrolls/{payDate}/destinations',
    operationId: 'readPayrollDestinations',
    tag: 'Around them',
    summary: 'Answers where one payroll’s pay goes, account numbers and all, audited',
    description: 'For the role `payroll-run`, which no person has. A payroll that is posted is past.',
    parameters: ['PayDate', 'PayGroup', 'PageLimit', 'After'],
    successes: [
      { status: 200, description: 'One page.', schemas: ['PayrollDestinations'], headers: noStore },
    ],
    problems: [...problemSets.tenant, 'ROLE_NOT_ALLOWED', 'PAYROLL_NOT_FOUND', 'ACCOUNT_NUMBER_UNREADABLE'],
  },
  {
    function: 'list-employees',
    method: 'GET',
    path: '/api/employees',
    operationId: 'listEmployees',
    tag: 'Around them',
    summary: 'Finds employees by name or id',
    description:
      'For payroll-admins and viewers: all employees of the tenant by id, or those whose name contains the search or whose id begins with it.',
    parameters: ['Search', 'PageLimit', 'After'],
    successes: [{ status: 200, description: 'One page.', schemas: ['Employees'], headers: noStore }],
    problems: [...problemSets.tenant, 'ROLE_NOT_ALLOWED'],
  },
  {
    function: 'list-tenant-direct-deposits',
    method: 'GET',
    path: '/api/direct-deposits',
    operationId: 'listTenantDirectDeposits',
    tag: 'Direct deposits',
    summary: 'Lists what is held, or rejected by the bank, of all employees',
    description:
      'For payroll-admins and viewers: in force or still to come. A page has all of so many employees.',
    parameters: ['Status', 'PageLimit', 'After'],
    successes: [
      { status: 200, description: 'One page.', schemas: ['TenantDirectDeposits'], headers: noStore },
    ],
    problems: [...problemSets.tenant, 'ROLE_NOT_ALLOWED'],
  },
  {
    function: 'list-bank-answers',
    method: 'GET',
    path: '/api/bank-answers',
    operationId: 'listBankAnswers',
    tag: 'Around them',
    summary: 'Lists what the bank answered to payroll’s entries, newest first',
    description: 'For payroll-admins: returns and corrections, and what became of each.',
    parameters: ['Open', 'AnswerLimit', 'Before'],
    successes: [{ status: 200, description: 'One page.', schemas: ['BankAnswers'], headers: noStore }],
    problems: [...problemSets.tenant, 'ROLE_NOT_ALLOWED'],
  },
  {
    function: 'dismiss-bank-answer',
    method: 'POST',
    path: '/api/bank-answers/{bankAnswerId}/dismiss',
    operationId: 'dismissBankAnswer',
    tag: 'Around them',
    summary: 'Takes what the bank answered out of payroll’s queue',
    description: 'Nothing changes of the direct deposit. A second time it is answered as the first.',
    parameters: ['BankAnswerId'],
    successes: [{ status: 200, description: 'As it is now.', schemas: ['BankAnswer'], headers: noStore }],
    problems: [...problemSets.tenant, 'ROLE_NOT_ALLOWED', 'BANK_ANSWER_NOT_FOUND'],
  },
  {
    function: 'get-meta',
    method: 'GET',
    path: '/api/meta',
    operationId: 'getMeta',
    tag: 'Around them',
    summary: 'Tells a form the limits, the codes and what the caller may do',
    parameters: [],
    successes: [{ status: 200, description: 'Of the caller’s tenant.', schemas: ['Meta'], headers: noStore }],
    problems: problemSets.tenant,
  },
  {
    function: 'get-openapi',
    method: 'GET',
    path: '/api/openapi.json',
    operationId: 'getOpenApi',
    tag: 'Around them',
    summary: 'Answers this document',
    isPublic: true,
    parameters: ['IfNoneMatch'],
    successes: [
      { status: 200, description: 'OpenAPI 3.1.', schemas: ['OpenApi'], headers: tagged },
      notModified,
    ],
    problems: ['QUERY_MALFORMED', 'METHOD_NOT_ALLOWED', 'INTERNAL'],
  },
];

// What the document shows. Routing numbers are the well-known ones of test suites, account numbers are made up.

const first = {
  id: '0b9c5a4e-6f0d-4f4e-9a55-3f6f2f1f7c01',
  employeeId: 'e-1001',
  priority: 1,
  nickname: 'Savings',
  accountType: 'savings',
  routingNumber: '011000015',
  accountNumberMask: '****4321',
  allocation: { kind: 'percentage', basisPoints: 2_000, basis: 'net' },
  status: 'active',
  reasons: [],
  prenote: null,
  meanwhile: null,
  explanation: {
    message: 'Active: its share of each pay goes to this account.',
    nextDate: '2026-12-24',
  },
  upcoming: null,
  effectiveOn: '2026-12-24',
  createdAt: '2026-11-25T16:00:00.000Z',
  updatedAt: '2026-11-25T16:00:00.000Z',
  warnings: [],
};
const last = {
  ...first,
  id: '5d1f1f0a-1c5e-4f3b-8f51-0a5f3c1a9d02',
  priority: 2,
  nickname: null,
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumberMask: '****6789',
  allocation: { kind: 'remainder' },
};
const effective = {
  effectiveOn: '2026-12-24',
  movedBy: [],
  firstPayrollAffected: '2026-12-07',
  payDate: '2026-12-24',
};
const receipt = { sequence: 42, hash: '3b'.repeat(32) };
const { id: _noId, ...proposed } = last;

const stateOf = ({
  employeeId: _e,
  reasons: _r,
  prenote: _p,
  meanwhile: _m,
  explanation: _x,
  upcoming: _n,
  createdAt: _c,
  updatedAt: _u,
  warnings: _w,
  ...state
}: typeof last) => state;

export const requestExamples = {
  CreateDirectDepositRequest: {
    accountType: 'checking',
    routingNumber: '021000021',
    accountNumber: '123456789',
    allocation: { kind: 'remainder' },
  },
  UpdateDirectDepositRequest: {
    nickname: 'Savings',
    accountType: 'savings',
    routingNumber: '011000015',
    allocation: { kind: 'fixed', amountCents: 25_000 },
  },
  ReplaceDirectDepositsRequest: {
    items: [
      {
        id: first.id,
        nickname: 'Savings',
        accountType: 'savings',
        routingNumber: '011000015',
        allocation: { kind: 'percentage', basisPoints: 2_000 },
      },
      {
        accountType: 'checking',
        routingNumber: '021000021',
        accountNumber: '123456789',
        allocation: { kind: 'remainder' },
      },
    ],
  },
  SimulateNetPayRequest: { netPayCents: [123_456] },
} as const;

const bankAnswer = {
  id: '5d1f0f4e-52a1-8c1e-9a55-3f6f2f1f7c01',
  employeeId: 'e-1001',
  directDepositId: '0b9c5a4e-6f0d-4f4e-9a55-3f6f2f1f7c01',
  code: 'R16',
  reason: 'the account is frozen',
  effect: 'held',
  traceNumber: '091000010000001',
  receivedAt: '2026-11-24T15:04:05.000Z',
  isOpen: true,
  dismissedAt: null,
  dismissedBy: null,
} as const;

export const answerExamples = {
  DirectDeposit: first,
  DirectDepositList: { items: [first, last] },
  WrittenDirectDeposit: { ...last, effective, receipt },
  ConsideredDirectDeposit: { ...last, effective },
  ProposedDirectDeposit: { ...proposed, effective },
  Removal: { warnings: [], effective, receipt },
  ConsideredRemoval: { warnings: [], effective },
  Replacement: { items: [first, last], warnings: [], effective, receipt },
  ConsideredReplacement: { items: [first, proposed], warnings: [], effective },
  Simulation: {
    results: [
      {
        netPayCents: 123_456,
        lines: [
          {
            index: 0,
            directDepositId: first.id,
            amountCents: 24_691,
            reason: 'full',
            message: 'The whole amount that this direct deposit is to get.',
            meanwhile: null,
          },
          {
            index: 1,
            directDepositId: last.id,
            amountCents: 98_765,
            reason: 'remainder',
            message: 'All that the earlier ones leave.',
            meanwhile: null,
          },
        ],
      },
    ],
  },
  AccountNumber: { accountNumber: '123456789' },
  PayrollDestinations: {
    payDate: '2026-12-24',
    employees: [
      {
        employeeId: 'e-1001',
        receiverName: 'Ada Alvarez',
        payGroup: 'biweekly',
        destinations: [
          {
            directDepositId: last.id,
            priority: 1,
            accountType: 'checking',
            routingNumber: '021000021',
            accountNumber: '123456789',
            allocation: { kind: 'remainder' },
            pay: 'account',
          },
        ],
      },
    ],
    nextAfter: null,
  },
  Employees: {
    items: [{ employeeId: 'e-1001', name: 'Ada Alvarez', payGroup: 'biweekly' }],
    nextAfter: null,
  },
  TenantDirectDeposits: {
    items: [
      {
        id: last.id,
        employeeId: 'e-1001',
        employeeName: 'Ada Alvarez',
        priority: 1,
        nickname: null,
        accountType: 'checking',
        routingNumber: '021000021',
        accountNumberMask: '****6789',
        allocation: { kind: 'remainder' },
        status: 'held',
        reasons: [
          {
            rule: 'fraud.velocity',
            message: 'Where pay goes was changed a short time ago; payroll looks at this change first.',
          },
        ],
        isInForce: true,
        updatedAt: '2026-11-25T16:00:00.000Z',
      },
    ],
    nextAfter: null,
  },
  BankAnswers: { items: [bankAnswer], nextBefore: null },
  BankAnswer: bankAnswer,
  History: {
    items: [
      {
        id: '9a3d2e6c-7b1f-4c8e-b0a4-6d5c4b3a2f10',
        occurredAt: '2026-11-25T16:00:00.000Z',
        action: 'create',
        subject: 'auth0|jo',
        requestId: 'f3b1c9a0-5d2e-4a6b-8c7d-9e0f1a2b3c4d',
        directDepositId: last.id,
        before: null,
        after: stateOf(last),
        receipt,
      },
    ],
  },
  Meta: {
    limits: {
      maxDirectDeposits: 3,
      minAmountCents: 1,
      maxAmountCents: 9_999_999,
      minBasisPoints: 1,
      maxBasisPoints: 10_000,
      maxNicknameLength: 100,
      maxEffectiveDaysAhead: 180,
      lockBankingDays: 2,
      timeZone: 'America/New_York',
      prenoteBankingDays: 3,
      paidMeanwhile: 'previous-account',
      holdsFastChanges: true,
      approvesChanges: false,
      newAccountsPerDay: 20,
      maxNetPays: 1_000,
      maxNetPayCents: 9_999_999_999,
      maxBodyBytes: 65_536,
      idempotencyKeyHours: 24,
    },
    codes: {
      accountTypes: ['checking', 'savings'],
      allocationKinds: ['fixed', 'percentage', 'remainder'],
      percentageBases: ['net', 'remaining'],
      statuses: ['active', 'held', 'pending', 'rejected'],
      meanwhileWays: ['previous-account', 'check', 'live'],
      netPayReasons: { remainder: 'All that the earlier ones leave.' },
      rules: { 'routing.length': 'A routing number has exactly 9 digits.' },
      confirmableRules: ['account.looksLikeCard'],
    },
    patterns: { routingNumber: '^[0-9]{9}$', accountNumber: '^[0-9]{4,17}$' },
    may: { read: 'own', write: 'own', reveal: 'own', release: 'none' },
  },
} as const;

// Made from docs/openapi.json by `npm run openapi`; not to be changed by hand.

export interface paths {
  '/api/bank-answers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists what the bank answered to payroll’s entries, newest first
     * @description For payroll-admins: returns and corrections, and what became of each.
     */
    get: operations['listBankAnswers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/bank-answers/{bankAnswerId}/dismiss': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Takes what the bank answered out of payroll’s queue
     * @description Nothing changes of the direct deposit. A second time it is answered as the first.
     */
    post: operations['dismissBankAnswer'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/direct-deposits': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists what is held, or rejected by the bank, of all employees
     * @description For payroll-admins and viewers: in force or still to come. A page has all of so many employees.
     */
    get: operations['listTenantDirectDeposits'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/employees': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Finds employees by name or id
     * @description For payroll-admins and viewers: all employees of the tenant by id, or those whose name contains the search or whose id begins with it.
     */
    get: operations['listEmployees'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/employees/{employeeId}/direct-deposits': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists an employee’s direct deposits by priority */
    get: operations['listDirectDeposits'];
    /**
     * Replaces the whole ordered set in one transaction
     * @description If-Match takes the ETag of the list.
     */
    put: operations['replaceDirectDeposits'];
    /** Adds a direct deposit */
    post: operations['createDirectDeposit'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/employees/{employeeId}/direct-deposits/{directDepositId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Answers one direct deposit */
    get: operations['getDirectDeposit'];
    /** Replaces a direct deposit that has not changed since it was read */
    put: operations['updateDirectDeposit'];
    post?: never;
    /**
     * Removes a direct deposit that has not changed since it was read
     * @description Those behind it move up.
     */
    delete: operations['deleteDirectDeposit'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/employees/{employeeId}/direct-deposits/{directDepositId}/release': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Lets a held direct deposit be paid
     * @description For a payroll-admin who did not ask for it.
     */
    post: operations['releaseDirectDeposit'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/employees/{employeeId}/direct-deposits/{directDepositId}/reveal': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Shows one whole account number, audited
     * @description For a caller who signed in at most 10 minutes ago (the token’s `auth_time`).
     */
    post: operations['revealAccountNumber'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/employees/{employeeId}/direct-deposits/{directDepositId}/upcoming': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Takes back a change that is not in force yet
     * @description What is in force stays so. A direct deposit that was to be added is gone.
     */
    delete: operations['cancelUpcomingChange'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/employees/{employeeId}/direct-deposits/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists who did what when, masked, newest first */
    get: operations['listHistory'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/employees/{employeeId}/direct-deposits/simulate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Divides net pays among the direct deposits, to the cent
     * @description Stores nothing. The amounts of each result add up to its net pay. ETag is that of the list of which it was worked out.
     */
    post: operations['simulateNetPay'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/meta': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tells a form the limits, the codes and what the caller may do */
    get: operations['getMeta'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/openapi.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Answers this document */
    get: operations['getOpenApi'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/payrolls/{payDate}/destinations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Answers where one payroll’s pay goes, account numbers and all, audited
     * @description For the role `payroll-run`, which no person has. A payroll that is posted is past.
     */
    get: operations['readPayrollDestinations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    AccountNumber: {
      accountNumber: string;
    };
    Allocation:
      | {
          amountCents: number;
          /** @constant */
          kind: 'fixed';
        }
      | {
          /** @enum {string} */
          basis: 'net' | 'remaining';
          basisPoints: number;
          /** @constant */
          kind: 'percentage';
        }
      | {
          /** @constant */
          kind: 'remainder';
        };
    /** @description How much of the net pay goes to the account. Any other kind is refused by `allocation.kind`. */
    AllocationRequest:
      | components['schemas']['FixedAllocationRequest']
      | components['schemas']['PercentageAllocationRequest']
      | components['schemas']['RemainderAllocationRequest'];
    BankAnswer: {
      code: string;
      /** Format: uuid */
      directDepositId: string;
      dismissedAt: string | null;
      dismissedBy: string | null;
      /** @enum {string} */
      effect: 'rejected' | 'held' | 'corrected' | 'recorded' | 'queued' | 'replaced' | 'awaited';
      employeeId: string;
      /** Format: uuid */
      id: string;
      isOpen: boolean;
      reason: string;
      /** Format: date-time */
      receivedAt: string;
      traceNumber: string;
    };
    BankAnswers: {
      items: components['schemas']['BankAnswer'][];
      nextBefore: string | null;
    };
    /** @description A dry run: what would be stored. */
    ConsideredDirectDeposit: {
      accountNumberMask: string;
      /** @enum {string} */
      accountType: 'checking' | 'savings';
      allocation: components['schemas']['Allocation'];
      /** @description What the bank answered to an entry to the account. Of a held one for payroll-admins alone. */
      bankAnswer?: {
        code: string;
        reason: string;
      };
      /** Format: date-time */
      createdAt: string;
      effective: components['schemas']['Effective'];
      /** @description Pay date of the first payroll that pays by the last change; null where the tenant keeps no pay calendar. */
      effectiveOn: string | null;
      employeeId: string;
      explanation: components['schemas']['Explanation'];
      /** Format: uuid */
      id: string;
      /** @description What is paid while the account is prenoted; null where it is not. */
      meanwhile: ('previous-account' | 'check' | 'live') | null;
      nickname: string | null;
      prenote: components['schemas']['Prenote'];
      priority: number;
      reasons: components['schemas']['HoldReason'][];
      routingNumber: string;
      sharedWith?: string[];
      /** @enum {string} */
      status: 'active' | 'held' | 'pending' | 'rejected';
      upcoming: components['schemas']['Upcoming'] | null;
      /** Format: date-time */
      updatedAt: string;
      warnings: components['schemas']['Warning'][];
    };
    /** @description A dry run of a removal. */
    ConsideredRemoval: {
      effective: components['schemas']['Effective'];
      warnings: components['schemas']['Warning'][];
    };
    /** @description A dry run: what would be stored. Items that would be new have no id. */
    ConsideredReplacement: {
      effective: components['schemas']['Effective'];
      items: {
        accountNumberMask: string;
        /** @enum {string} */
        accountType: 'checking' | 'savings';
        allocation: components['schemas']['Allocation'];
        /** @description What the bank answered to an entry to the account. Of a held one for payroll-admins alone. */
        bankAnswer?: {
          code: string;
          reason: string;
        };
        /** Format: date-time */
        createdAt: string;
        /** @description Pay date of the first payroll that pays by the last change; null where the tenant keeps no pay calendar. */
        effectiveOn: string | null;
        employeeId: string;
        explanation: components['schemas']['Explanation'];
        /** Format: uuid */
        id?: string;
        /** @description What is paid while the account is prenoted; null where it is not. */
        meanwhile: ('previous-account' | 'check' | 'live') | null;
        nickname: string | null;
        prenote: components['schemas']['Prenote'];
        priority: number;
        reasons: components['schemas']['HoldReason'][];
        routingNumber: string;
        sharedWith?: string[];
        /** @enum {string} */
        status: 'active' | 'held' | 'pending' | 'rejected';
        upcoming: components['schemas']['Upcoming'] | null;
        /** Format: date-time */
        updatedAt: string;
        warnings: components['schemas']['Warning'][];
      }[];
      upcoming?: components['schemas']['Upcoming'][];
      warnings: components['schemas']['Warning'][];
    };
    CreateDirectDepositRequest: {
      /** @description `account.chars`: An account number has 4 to 17 digits. `account.zero`: An account number cannot consist of zeros. `account.looksLikeCard`: This looks like the number of a payment card; an account has a number of its own. `account.equalsRouting`: The account number is the routing number. */
      accountNumber: string;
      /** @description The account number, typed once more. `account.confirm`: The account number and its repetition differ. */
      accountNumberConfirm?: string;
      /**
       * @description `account.type`: The account type is checking or savings.
       * @enum {string}
       */
      accountType: 'checking' | 'savings';
      allocation: components['schemas']['AllocationRequest'];
      /** @description Rules by name whose warnings the person has seen; a needless one is ignored. */
      confirm?: string[];
      /**
       * Format: date
       * @description `effective.date`: A change takes effect from the next payroll that is not posted to 180 days ahead.
       */
      effectiveOn?: string;
      /** @description `nickname.length`: A nickname has 1 to 100 characters. `nickname.chars`: A nickname has no control characters. */
      nickname?: string;
      /** @description `splits.priority`: Priorities run from 1 without gaps, and the remainder comes last. */
      priority?: number;
      /** @description Blanks and dashes are dropped. `routing.length`: A routing number has exactly 9 digits. `routing.checksum`: The routing number fails its checksum; a digit is mistyped. `routing.prefix`: No bank has a routing number that starts with these digits. */
      routingNumber: string;
    };
    /** @description With the account number masked. */
    DirectDeposit: {
      accountNumberMask: string;
      /** @enum {string} */
      accountType: 'checking' | 'savings';
      allocation: components['schemas']['Allocation'];
      /** @description What the bank answered to an entry to the account. Of a held one for payroll-admins alone. */
      bankAnswer?: {
        code: string;
        reason: string;
      };
      /** Format: date-time */
      createdAt: string;
      /** @description Pay date of the first payroll that pays by the last change; null where the tenant keeps no pay calendar. */
      effectiveOn: string | null;
      employeeId: string;
      explanation: components['schemas']['Explanation'];
      /** Format: uuid */
      id: string;
      /** @description What is paid while the account is prenoted; null where it is not. */
      meanwhile: ('previous-account' | 'check' | 'live') | null;
      nickname: string | null;
      prenote: components['schemas']['Prenote'];
      priority: number;
      reasons: components['schemas']['HoldReason'][];
      routingNumber: string;
      sharedWith?: string[];
      /** @enum {string} */
      status: 'active' | 'held' | 'pending' | 'rejected';
      upcoming: components['schemas']['Upcoming'] | null;
      /** Format: date-time */
      updatedAt: string;
      warnings: components['schemas']['Warning'][];
    };
    DirectDepositList: {
      items: components['schemas']['DirectDeposit'][];
      upcoming?: components['schemas']['Upcoming'][];
    };
    /** @description The first payroll that the change reaches; null members where the tenant keeps no pay calendar. */
    Effective: {
      /** @description From when on the change counts: the pay date, or the day asked for where no payroll is known; null: at once, and no pay calendar says. */
      effectiveOn: string | null;
      /** @description First day of that payroll’s period. */
      firstPayrollAffected: string | null;
      /** @description Why it counts no earlier. */
      movedBy: {
        message: string;
        /** @enum {string} */
        rule: 'effective.date' | 'payroll.cutOff' | 'prenote.wait';
      }[];
      /** @description When that payroll is paid. */
      payDate: string | null;
    };
    Employees: {
      items: {
        employeeId: string;
        name: string;
        payGroup: string;
      }[];
      nextAfter: string | null;
    };
    /** @description The state in words. */
    Explanation: {
      message: string;
      /** @description Next day on which something is to be expected. */
      nextDate: string | null;
    };
    FixedAllocationRequest: {
      /** @description `split.amount`: A fixed amount is a whole number of cents from 1 to 9999999. */
      amountCents: number;
      /** @constant */
      kind: 'fixed';
    };
    /** @description What the gateway says by itself, before or instead of the API. */
    GatewayMessage: {
      message: string;
    };
    History: {
      items: {
        /** @enum {string} */
        action:
          | 'create'
          | 'update'
          | 'delete'
          | 'replace'
          | 'reveal'
          | 'release'
          | 'cancel'
          | 'take-effect'
          | 'prenote'
          | 'payroll-read'
          | 'return'
          | 'correction';
        after:
          | (
              | components['schemas']['RecordedState']
              | {
                  bankAnswer: {
                    code: string;
                    traceNumber: string;
                  };
                }
              | components['schemas']['RecordedState'][]
            )
          | null;
        before:
          | (
              | components['schemas']['RecordedState']
              | {
                  bankAnswer: {
                    code: string;
                    traceNumber: string;
                  };
                }
              | components['schemas']['RecordedState'][]
            )
          | null;
        directDepositId: string | null;
        /** Format: uuid */
        id: string;
        /** Format: date-time */
        occurredAt: string;
        receipt: components['schemas']['Receipt'] | null;
        requestId: string;
        subject: string;
      }[];
    };
    /** @description Why nothing is paid to a direct deposit. */
    HoldReason: {
      message: string;
      /** @enum {string} */
      rule:
        | 'routing.length'
        | 'routing.checksum'
        | 'routing.prefix'
        | 'account.chars'
        | 'account.zero'
        | 'account.repeat'
        | 'account.looksLikeCard'
        | 'account.confirm'
        | 'account.equalsRouting'
        | 'account.type'
        | 'mask.token'
        | 'nickname.length'
        | 'nickname.chars'
        | 'allocation.kind'
        | 'split.amount'
        | 'split.percent'
        | 'split.destination'
        | 'splits.max'
        | 'splits.remainder'
        | 'splits.priority'
        | 'splits.duplicate'
        | 'effective.date'
        | 'upcoming.notInForce'
        | 'payroll.locked'
        | 'fraud.sharedAccount'
        | 'fraud.velocity'
        | 'fraud.approval'
        | 'return.code'
        | 'noc.code'
        | 'netPay.amount'
        | 'netPay.count';
    };
    Meta: {
      codes: {
        accountTypes: ('checking' | 'savings')[];
        allocationKinds: ('fixed' | 'percentage' | 'remainder')[];
        confirmableRules: string[];
        meanwhileWays: ('previous-account' | 'check' | 'live')[];
        netPayReasons: {
          [key: string]: string;
        };
        percentageBases: ('net' | 'remaining')[];
        rules: {
          [key: string]: string;
        };
        statuses: ('active' | 'held' | 'pending' | 'rejected')[];
      };
      limits: {
        approvesChanges: boolean;
        holdsFastChanges: boolean;
        idempotencyKeyHours: number;
        lockBankingDays: number;
        maxAmountCents: number;
        maxBasisPoints: number;
        maxBodyBytes: number;
        maxDirectDeposits: number;
        maxEffectiveDaysAhead: number;
        maxNetPayCents: number;
        maxNetPays: number;
        maxNicknameLength: number;
        minAmountCents: number;
        minBasisPoints: number;
        newAccountsPerDay: number;
        /** @enum {string} */
        paidMeanwhile: 'previous-account' | 'check' | 'live';
        prenoteBankingDays: number;
        timeZone: string;
      };
      may: {
        /** @enum {string} */
        read: 'all' | 'own' | 'none';
        /** @enum {string} */
        release: 'all' | 'own' | 'none';
        /** @enum {string} */
        reveal: 'all' | 'own' | 'none';
        /** @enum {string} */
        write: 'all' | 'own' | 'none';
      };
      patterns: {
        accountNumber: string;
        routingNumber: string;
      };
    };
    /** @description An OpenAPI document. */
    OpenApi: {
      info: Record<string, never>;
      openapi: string;
      paths: Record<string, never>;
    };
    PayrollDestinations: {
      employees: {
        destinations: {
          accountNumber: string;
          /** @enum {string} */
          accountType: 'checking' | 'savings';
          allocation: components['schemas']['Allocation'];
          /** Format: uuid */
          directDepositId: string;
          /** @enum {string} */
          pay: 'account' | 'check' | 'hold';
          priority: number;
          routingNumber: string;
        }[];
        employeeId: string;
        payGroup: string;
        receiverName: string;
      }[];
      nextAfter: string | null;
      /** Format: date */
      payDate: string;
    };
    PercentageAllocationRequest: {
      /**
       * @description `split.percent`: A percentage is a whole number of basis points from 1 to 10000.
       * @default net
       * @enum {string}
       */
      basis: 'net' | 'remaining';
      /** @description `split.percent`: A percentage is a whole number of basis points from 1 to 10000. */
      basisPoints: number;
      /** @constant */
      kind: 'percentage';
    };
    /** @description The zero-dollar entry that goes to an account before anything is paid to it; null where none was needed. */
    Prenote: {
      /**
       * Format: date
       * @description First banking day on which a live entry may settle.
       */
      endsOn: string;
      /** Format: date */
      settlesOn: string;
      /**
       * @description Requested: the payroll suite has yet to send it, and both days are expected ones.
       * @enum {string}
       */
      state: 'requested' | 'sent' | 'passed';
    } | null;
    /** @description A refusal (RFC 9457). `errors` has every broken rule at once; it never repeats what was sent. */
    Problem: {
      /** @enum {string} */
      code:
        | 'BODY_MALFORMED'
        | 'QUERY_MALFORMED'
        | 'ENTITY_TAG_MALFORMED'
        | 'IDEMPOTENCY_KEY_MALFORMED'
        | 'INSUFFICIENT_USER_AUTHENTICATION'
        | 'TOKEN_WITHOUT_TENANT'
        | 'TOKEN_WITHOUT_ROLE'
        | 'ROLE_NOT_ALLOWED'
        | 'SECOND_PERSON_REQUIRED'
        | 'TENANT_UNKNOWN'
        | 'TENANT_SUSPENDED'
        | 'EMPLOYEE_NOT_FOUND'
        | 'DIRECT_DEPOSIT_NOT_FOUND'
        | 'PAYROLL_NOT_FOUND'
        | 'BANK_ANSWER_NOT_FOUND'
        | 'METHOD_NOT_ALLOWED'
        | 'RULE_CONFLICT'
        | 'NOT_HELD'
        | 'IDEMPOTENCY_KEY_IN_USE'
        | 'PRECONDITION_FAILED'
        | 'BODY_TOO_LARGE'
        | 'BODY_TYPE_UNSUPPORTED'
        | 'RULE_BROKEN'
        | 'ACCOUNT_BUDGET_SPENT'
        | 'IDEMPOTENCY_KEY_REUSED'
        | 'PRECONDITION_REQUIRED'
        | 'INTERNAL'
        | 'TENANT_MISMATCH'
        | 'ACCOUNT_NUMBER_UNREADABLE'
        | 'CREDENTIAL_UNUSABLE'
        | 'CREDENTIAL_UNAVAILABLE'
        | 'DATABASE_LOGIN_REFUSED'
        | 'DATABASE_NOT_READY'
        | 'DATABASE_UNAVAILABLE'
        | 'DATABASE_BUSY';
      detail: string;
      errors: {
        message: string;
        pointer: string;
        /** @enum {string} */
        rule:
          | 'body.encoding'
          | 'body.syntax'
          | 'body.duplicate'
          | 'body.unknown'
          | 'body.missing'
          | 'body.type'
          | 'routing.length'
          | 'routing.checksum'
          | 'routing.prefix'
          | 'account.chars'
          | 'account.zero'
          | 'account.repeat'
          | 'account.looksLikeCard'
          | 'account.confirm'
          | 'account.equalsRouting'
          | 'account.type'
          | 'mask.token'
          | 'nickname.length'
          | 'nickname.chars'
          | 'allocation.kind'
          | 'split.amount'
          | 'split.percent'
          | 'split.destination'
          | 'splits.max'
          | 'splits.remainder'
          | 'splits.priority'
          | 'splits.duplicate'
          | 'effective.date'
          | 'upcoming.notInForce'
          | 'payroll.locked'
          | 'fraud.sharedAccount'
          | 'fraud.velocity'
          | 'fraud.approval'
          | 'return.code'
          | 'noc.code'
          | 'netPay.amount'
          | 'netPay.count';
      }[];
      /** @description The request’s id, as in the header X-Request-Id: quote it to operators. */
      instance: string;
      status: number;
      title: string;
      type: string;
    };
    /** @description A dry run: what would be stored, without the id that it would get. */
    ProposedDirectDeposit: {
      accountNumberMask: string;
      /** @enum {string} */
      accountType: 'checking' | 'savings';
      allocation: components['schemas']['Allocation'];
      /** @description What the bank answered to an entry to the account. Of a held one for payroll-admins alone. */
      bankAnswer?: {
        code: string;
        reason: string;
      };
      /** Format: date-time */
      createdAt: string;
      effective: components['schemas']['Effective'];
      /** @description Pay date of the first payroll that pays by the last change; null where the tenant keeps no pay calendar. */
      effectiveOn: string | null;
      employeeId: string;
      explanation: components['schemas']['Explanation'];
      /** @description What is paid while the account is prenoted; null where it is not. */
      meanwhile: ('previous-account' | 'check' | 'live') | null;
      nickname: string | null;
      prenote: components['schemas']['Prenote'];
      priority: number;
      reasons: components['schemas']['HoldReason'][];
      routingNumber: string;
      sharedWith?: string[];
      /** @enum {string} */
      status: 'active' | 'held' | 'pending' | 'rejected';
      upcoming: components['schemas']['Upcoming'] | null;
      /** Format: date-time */
      updatedAt: string;
      warnings: components['schemas']['Warning'][];
    };
    /** @description Proof that the change was recorded; kept by a client, it shows later whether the audit trail was altered. */
    Receipt: {
      /** @description Keyed digest over the change and the receipt before it. */
      hash: string;
      /** @description Of all changes of the employee, without gaps. */
      sequence: number;
    };
    /** @description A direct deposit as it was then. */
    RecordedState: {
      accountNumberMask: string;
      /** @enum {string} */
      accountType: 'checking' | 'savings';
      allocation: components['schemas']['Allocation'];
      bankAnswer?: {
        code: string;
        traceNumber: string;
      };
      effectiveOn?: string | null;
      /** Format: uuid */
      id: string;
      nickname: string | null;
      priority: number;
      /** @enum {string} */
      reason?: 'employee-asked' | 'payment-failed' | 'bank-asked' | 'other';
      routingNumber: string;
      /** @enum {string} */
      status: 'active' | 'held' | 'pending' | 'rejected';
      statusReason?: string;
    };
    RemainderAllocationRequest: {
      /** @constant */
      kind: 'remainder';
    };
    Removal: {
      effective: components['schemas']['Effective'];
      receipt: components['schemas']['Receipt'];
      warnings: components['schemas']['Warning'][];
    };
    /** @description The whole ordered set; its order is the priority. An item with the `id` of a stored one changes that and may leave its account number out; one without is new; what is left out is removed. */
    ReplaceDirectDepositsRequest: {
      /** @description Rules by name whose warnings the person has seen; a needless one is ignored. */
      confirm?: string[];
      /**
       * Format: date
       * @description `effective.date`: A change takes effect from the next payroll that is not posted to 180 days ahead.
       */
      effectiveOn?: string;
      /** @description At most as many as the tenant allows (`limits.maxDirectDeposits` of `/api/meta`). */
      items: {
        /** @description The mask that is stored means: unchanged. `account.chars`: An account number has 4 to 17 digits. `account.zero`: An account number cannot consist of zeros. `account.looksLikeCard`: This looks like the number of a payment card; an account has a number of its own. `account.equalsRouting`: The account number is the routing number. `mask.token`: A masked account number stands for another account; leave it out or send the whole number. */
        accountNumber?: string;
        /** @description The account number, typed once more. `account.confirm`: The account number and its repetition differ. */
        accountNumberConfirm?: string;
        /**
         * @description `account.type`: The account type is checking or savings.
         * @enum {string}
         */
        accountType: 'checking' | 'savings';
        allocation: components['schemas']['AllocationRequest'];
        /**
         * Format: uuid
         * @description `split.destination`: The employee has no direct deposit with this id.
         */
        id?: string;
        /** @description `nickname.length`: A nickname has 1 to 100 characters. `nickname.chars`: A nickname has no control characters. */
        nickname?: string;
        /** @description `splits.priority`: Priorities run from 1 without gaps, and the remainder comes last. */
        priority?: number;
        /** @description Blanks and dashes are dropped. `routing.length`: A routing number has exactly 9 digits. `routing.checksum`: The routing number fails its checksum; a digit is mistyped. `routing.prefix`: No bank has a routing number that starts with these digits. */
        routingNumber: string;
      }[];
    };
    Replacement: {
      effective: components['schemas']['Effective'];
      items: components['schemas']['DirectDeposit'][];
      receipt: components['schemas']['Receipt'];
      upcoming?: components['schemas']['Upcoming'][];
      warnings: components['schemas']['Warning'][];
    };
    /** @description Net pays, and the set to divide them among where it is not the stored one. Of an item only its share counts. */
    SimulateNetPayRequest: {
      /** @description At most as many as the tenant allows (`limits.maxDirectDeposits` of `/api/meta`). */
      items?: {
        /** @description Not looked at. */
        accountNumber?: string;
        /** @description Not looked at. */
        accountNumberConfirm?: string;
        /** @description Not looked at. */
        accountType?: string;
        allocation: components['schemas']['AllocationRequest'];
        /**
         * Format: uuid
         * @description `split.destination`: The employee has no direct deposit with this id.
         */
        id?: string;
        /** @description Not looked at. */
        nickname?: string;
        /** @description `splits.priority`: Priorities run from 1 without gaps, and the remainder comes last. */
        priority?: number;
        /** @description Not looked at. */
        routingNumber?: string;
      }[];
      /** @description `netPay.count`: A simulation takes 1 to 1000 net pays. `netPay.amount`: A net pay is a whole number of cents from 0 to 9999999999. */
      netPayCents: number[];
      /**
       * Format: date
       * @description Today when left out. `effective.date`: A change takes effect from the next payroll that is not posted to 180 days ahead.
       */
      on?: string;
    };
    Simulation: {
      results: {
        lines: {
          amountCents: number;
          directDepositId: string | null;
          index: number;
          /** @description What is paid while the account is prenoted; null where it is not. */
          meanwhile: ('previous-account' | 'check' | 'live') | null;
          message: string;
          /** @enum {string} */
          reason:
            | 'full'
            | 'reduced'
            | 'nothing-left'
            | 'below-one-cent'
            | 'remainder'
            | 'held'
            | 'rejected'
            | 'check';
        }[];
        netPayCents: number;
      }[];
    };
    TenantDirectDeposits: {
      items: {
        accountNumberMask: string;
        /** @enum {string} */
        accountType: 'checking' | 'savings';
        allocation: components['schemas']['Allocation'];
        /** @description What the bank answered to an entry to the account. Of a held one for payroll-admins alone. */
        bankAnswer?: {
          code: string;
          reason: string;
        };
        employeeId: string;
        employeeName: string;
        /** Format: uuid */
        id: string;
        /** @description False: it counts from a later payroll on. */
        isInForce: boolean;
        nickname: string | null;
        priority: number;
        reasons: components['schemas']['HoldReason'][];
        routingNumber: string;
        /** @enum {string} */
        status: 'active' | 'held' | 'pending' | 'rejected';
        /** Format: date-time */
        updatedAt: string;
      }[];
      nextAfter: string | null;
    };
    Upcoming: {
      /** @enum {string} */
      change: 'create' | 'update' | 'remove';
      /** Format: uuid */
      directDepositId: string;
      /**
       * Format: date
       * @description Pay date of the first payroll that pays by it.
       */
      effectiveOn: string;
      /** @description The direct deposit as it will be; null where it goes. */
      state: {
        accountNumberMask: string;
        /** @enum {string} */
        accountType: 'checking' | 'savings';
        allocation: components['schemas']['Allocation'];
        nickname: string | null;
        prenote: components['schemas']['Prenote'];
        priority: number;
        routingNumber: string;
        /** @enum {string} */
        status: 'active' | 'held' | 'pending' | 'rejected';
      } | null;
    };
    /** @description The whole representation. Without `accountNumber` the stored one stays; without `nickname` it is removed; without `priority` it keeps its place. */
    UpdateDirectDepositRequest: {
      /** @description The mask that is stored means: unchanged. `account.chars`: An account number has 4 to 17 digits. `account.zero`: An account number cannot consist of zeros. `account.looksLikeCard`: This looks like the number of a payment card; an account has a number of its own. `account.equalsRouting`: The account number is the routing number. `mask.token`: A masked account number stands for another account; leave it out or send the whole number. */
      accountNumber?: string;
      /** @description The account number, typed once more. `account.confirm`: The account number and its repetition differ. */
      accountNumberConfirm?: string;
      /**
       * @description `account.type`: The account type is checking or savings.
       * @enum {string}
       */
      accountType: 'checking' | 'savings';
      allocation: components['schemas']['AllocationRequest'];
      /** @description Rules by name whose warnings the person has seen; a needless one is ignored. */
      confirm?: string[];
      /**
       * Format: date
       * @description `effective.date`: A change takes effect from the next payroll that is not posted to 180 days ahead.
       */
      effectiveOn?: string;
      /** @description `nickname.length`: A nickname has 1 to 100 characters. `nickname.chars`: A nickname has no control characters. */
      nickname?: string;
      /** @description `splits.priority`: Priorities run from 1 without gaps, and the remainder comes last. */
      priority?: number;
      /** @description Blanks and dashes are dropped. `routing.length`: A routing number has exactly 9 digits. `routing.checksum`: The routing number fails its checksum; a digit is mistyped. `routing.prefix`: No bank has a routing number that starts with these digits. */
      routingNumber: string;
    };
    /** @description What is accepted, but worth a second look. `pointer` is a JSON Pointer into the request. */
    Warning: {
      message: string;
      pointer: string;
      /** @enum {string} */
      rule:
        | 'routing.length'
        | 'routing.checksum'
        | 'routing.prefix'
        | 'account.chars'
        | 'account.zero'
        | 'account.repeat'
        | 'account.looksLikeCard'
        | 'account.confirm'
        | 'account.equalsRouting'
        | 'account.type'
        | 'mask.token'
        | 'nickname.length'
        | 'nickname.chars'
        | 'allocation.kind'
        | 'split.amount'
        | 'split.percent'
        | 'split.destination'
        | 'splits.max'
        | 'splits.remainder'
        | 'splits.priority'
        | 'splits.duplicate'
        | 'effective.date'
        | 'upcoming.notInForce'
        | 'payroll.locked'
        | 'fraud.sharedAccount'
        | 'fraud.velocity'
        | 'fraud.approval'
        | 'return.code'
        | 'noc.code'
        | 'netPay.amount'
        | 'netPay.count';
    };
    /** @description A direct deposit as it is now stored, when that counts, and the receipt of the change. */
    WrittenDirectDeposit: {
      accountNumberMask: string;
      /** @enum {string} */
      accountType: 'checking' | 'savings';
      allocation: components['schemas']['Allocation'];
      /** @description What the bank answered to an entry to the account. Of a held one for payroll-admins alone. */
      bankAnswer?: {
        code: string;
        reason: string;
      };
      /** Format: date-time */
      createdAt: string;
      effective: components['schemas']['Effective'];
      /** @description Pay date of the first payroll that pays by the last change; null where the tenant keeps no pay calendar. */
      effectiveOn: string | null;
      employeeId: string;
      explanation: components['schemas']['Explanation'];
      /** Format: uuid */
      id: string;
      /** @description What is paid while the account is prenoted; null where it is not. */
      meanwhile: ('previous-account' | 'check' | 'live') | null;
      nickname: string | null;
      prenote: components['schemas']['Prenote'];
      priority: number;
      reasons: components['schemas']['HoldReason'][];
      receipt: components['schemas']['Receipt'];
      routingNumber: string;
      sharedWith?: string[];
      /** @enum {string} */
      status: 'active' | 'held' | 'pending' | 'rejected';
      upcoming: components['schemas']['Upcoming'] | null;
      /** Format: date-time */
      updatedAt: string;
      warnings: components['schemas']['Warning'][];
    };
  };
  responses: never;
  parameters: {
    /** @description The page before’s `nextAfter`. */
    After: string;
    /** @description The most answers of one page. */
    AnswerLimit: number;
    /**
     * @description As the list of the bank’s answers has it.
     * @example 5d1f0f4e-52a1-8c1e-9a55-3f6f2f1f7c01
     */
    BankAnswerId: string;
    /** @description The page before’s `nextBefore`. */
    Before: string;
    /** @description Where the page before ended, as its Link says. It is good for this employee only. */
    Cursor: string;
    /**
     * @description The same for as long as the direct deposit is there, also when its account changes.
     * @example 0b9c5a4e-6f0d-4f4e-9a55-3f6f2f1f7c01
     */
    DirectDepositId: string;
    /** @description With `true` nothing is changed or sent: the answer says what the change would be, or what refuses it. It uses no Idempotency-Key. */
    DryRun: 'true' | 'false';
    /**
     * @description As the HR product stores it; compared byte for byte.
     * @example e-1001
     */
    EmployeeId: string;
    /**
     * @description Makes the change at most once, however often the request is sent: a repetition is answered what the first one was, for 24 hours. 1 to 255 visible ASCII characters, bare or in quotes. It is good for one caller, method and path. Only successes are kept.
     * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
     */
    IdempotencyKey: string;
    /**
     * @description The ETag of what was read (RFC 9110). Without it 428, with a stale one 412.
     * @example "0123456789abcdef"
     */
    IfMatch: string;
    /**
     * @description The ETag of what the caller has: answered 304 while that is still current.
     * @example "0123456789abcdef"
     */
    IfNoneMatch: string;
    /** @description The most entries of one page. */
    Limit: number;
    /** @description A day from today to 180 days ahead: the answer is what the payroll finds that is paid next on that day. Today when left out. */
    On: string;
    /** @description With `true` only what waits for a person. */
    Open: 'true' | 'false';
    /**
     * @description The ETag of what was looked at: nothing newer is released. With a stale one 412.
     * @example "0123456789abcdef"
     */
    OptionalIfMatch: string;
    /** @description The most employees of one page. */
    PageLimit: number;
    /**
     * @description The day on which the payroll is paid.
     * @example 2026-12-24
     */
    PayDate: string;
    /** @description One pay group; all that are paid on that day when left out. */
    PayGroup: string;
    /**
     * @description Why somebody looks; it is recorded with the look.
     * @example employee-asked
     */
    Reason: 'employee-asked' | 'payment-failed' | 'bank-asked' | 'other';
    /**
     * @description A part of a name, or the beginning of an id: letters, digits, blanks and . , ' ’ _ -
     * @example alvarez
     */
    Search: string;
    /**
     * @description Which ones.
     * @example held
     */
    Status: 'held' | 'rejected';
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type AccountNumber = components['schemas']['AccountNumber'];
export type Allocation = components['schemas']['Allocation'];
export type AllocationRequest = components['schemas']['AllocationRequest'];
export type BankAnswer = components['schemas']['BankAnswer'];
export type BankAnswers = components['schemas']['BankAnswers'];
export type ConsideredDirectDeposit = components['schemas']['ConsideredDirectDeposit'];
export type ConsideredRemoval = components['schemas']['ConsideredRemoval'];
export type ConsideredReplacement = components['schemas']['ConsideredReplacement'];
export type CreateDirectDepositRequest = components['schemas']['CreateDirectDepositRequest'];
export type DirectDeposit = components['schemas']['DirectDeposit'];
export type DirectDepositList = components['schemas']['DirectDepositList'];
export type Effective = components['schemas']['Effective'];
export type Employees = components['schemas']['Employees'];
export type Explanation = components['schemas']['Explanation'];
export type FixedAllocationRequest = components['schemas']['FixedAllocationRequest'];
export type GatewayMessage = components['schemas']['GatewayMessage'];
export type History = components['schemas']['History'];
export type HoldReason = components['schemas']['HoldReason'];
export type Meta = components['schemas']['Meta'];
export type OpenApi = components['schemas']['OpenApi'];
export type PayrollDestinations = components['schemas']['PayrollDestinations'];
export type PercentageAllocationRequest = components['schemas']['PercentageAllocationRequest'];
export type Prenote = components['schemas']['Prenote'];
export type Problem = components['schemas']['Problem'];
export type ProposedDirectDeposit = components['schemas']['ProposedDirectDeposit'];
export type Receipt = components['schemas']['Receipt'];
export type RecordedState = components['schemas']['RecordedState'];
export type RemainderAllocationRequest = components['schemas']['RemainderAllocationRequest'];
export type Removal = components['schemas']['Removal'];
export type ReplaceDirectDepositsRequest = components['schemas']['ReplaceDirectDepositsRequest'];
export type Replacement = components['schemas']['Replacement'];
export type SimulateNetPayRequest = components['schemas']['SimulateNetPayRequest'];
export type Simulation = components['schemas']['Simulation'];
export type TenantDirectDeposits = components['schemas']['TenantDirectDeposits'];
export type Upcoming = components['schemas']['Upcoming'];
export type UpdateDirectDepositRequest = components['schemas']['UpdateDirectDepositRequest'];
export type Warning = components['schemas']['Warning'];
export type WrittenDirectDeposit = components['schemas']['WrittenDirectDeposit'];
export type ParameterAfter = components['parameters']['After'];
export type ParameterAnswerLimit = components['parameters']['AnswerLimit'];
export type ParameterBankAnswerId = components['parameters']['BankAnswerId'];
export type ParameterBefore = components['parameters']['Before'];
export type ParameterCursor = components['parameters']['Cursor'];
export type ParameterDirectDepositId = components['parameters']['DirectDepositId'];
export type ParameterDryRun = components['parameters']['DryRun'];
export type ParameterEmployeeId = components['parameters']['EmployeeId'];
export type ParameterIdempotencyKey = components['parameters']['IdempotencyKey'];
export type ParameterIfMatch = components['parameters']['IfMatch'];
export type ParameterIfNoneMatch = components['parameters']['IfNoneMatch'];
export type ParameterLimit = components['parameters']['Limit'];
export type ParameterOn = components['parameters']['On'];
export type ParameterOpen = components['parameters']['Open'];
export type ParameterOptionalIfMatch = components['parameters']['OptionalIfMatch'];
export type ParameterPageLimit = components['parameters']['PageLimit'];
export type ParameterPayDate = components['parameters']['PayDate'];
export type ParameterPayGroup = components['parameters']['PayGroup'];
export type ParameterReason = components['parameters']['Reason'];
export type ParameterSearch = components['parameters']['Search'];
export type ParameterStatus = components['parameters']['Status'];
export type $defs = Record<string, never>;
export interface operations {
  listBankAnswers: {
    parameters: {
      query?: {
        /** @description The page before’s `nextBefore`. */
        before?: components['parameters']['Before'];
        /** @description The most answers of one page. */
        limit?: components['parameters']['AnswerLimit'];
        /** @description With `true` only what waits for a person. */
        open?: components['parameters']['Open'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BankAnswers'];
        };
      };
      /** @description A query parameter is malformed. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'QUERY_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description By the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. The role does not allow this. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'TOKEN_WITHOUT_TENANT'
              | 'TOKEN_WITHOUT_ROLE'
              | 'TENANT_UNKNOWN'
              | 'TENANT_SUSPENDED'
              | 'ROLE_NOT_ALLOWED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description By the gateway: Request Entity Too Large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description By the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
  dismissBankAnswer: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description As the list of the bank’s answers has it.
         * @example 5d1f0f4e-52a1-8c1e-9a55-3f6f2f1f7c01
         */
        bankAnswerId: components['parameters']['BankAnswerId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As it is now. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BankAnswer'];
        };
      };
      /** @description A query parameter is malformed. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'QUERY_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description By the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. The role does not allow this. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'TOKEN_WITHOUT_TENANT'
              | 'TOKEN_WITHOUT_ROLE'
              | 'TENANT_UNKNOWN'
              | 'TENANT_SUSPENDED'
              | 'ROLE_NOT_ALLOWED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description No such answer of a bank. */
      404: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'BANK_ANSWER_NOT_FOUND';
            /** @constant */
            status?: 404;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description By the gateway: Request Entity Too Large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description By the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
  listTenantDirectDeposits: {
    parameters: {
      query: {
        /** @description The page before’s `nextAfter`. */
        after?: components['parameters']['After'];
        /** @description The most employees of one page. */
        limit?: components['parameters']['PageLimit'];
        /**
         * @description Which ones.
         * @example held
         */
        status: components['parameters']['Status'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TenantDirectDeposits'];
        };
      };
      /** @description A query parameter is malformed. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'QUERY_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description By the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. The role does not allow this. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'TOKEN_WITHOUT_TENANT'
              | 'TOKEN_WITHOUT_ROLE'
              | 'TENANT_UNKNOWN'
              | 'TENANT_SUSPENDED'
              | 'ROLE_NOT_ALLOWED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description By the gateway: Request Entity Too Large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description By the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
  listEmployees: {
    parameters: {
      query?: {
        /** @description The page before’s `nextAfter`. */
        after?: components['parameters']['After'];
        /** @description The most employees of one page. */
        limit?: components['parameters']['PageLimit'];
        /**
         * @description A part of a name, or the beginning of an id: letters, digits, blanks and . , ' ’ _ -
         * @example alvarez
         */
        search?: components['parameters']['Search'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Employees'];
        };
      };
      /** @description A query parameter is malformed. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'QUERY_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description By the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. The role does not allow this. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'TOKEN_WITHOUT_TENANT'
              | 'TOKEN_WITHOUT_ROLE'
              | 'TENANT_UNKNOWN'
              | 'TENANT_SUSPENDED'
              | 'ROLE_NOT_ALLOWED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description By the gateway: Request Entity Too Large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description By the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
  listDirectDeposits: {
    parameters: {
      query?: {
        /** @description A day from today to 180 days ahead: the answer is what the payroll finds that is paid next on that day. Today when left out. */
        on?: components['parameters']['On'];
      };
      header?: {
        /**
         * @description The ETag of what the caller has: answered 304 while that is still current.
         * @example "0123456789abcdef"
         */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        /**
         * @description As the HR product stores it; compared byte for byte.
         * @example e-1001
         */
        employeeId: components['parameters']['EmployeeId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description All that are in force, and what waits. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description Of what is now stored, for If-Match and If-None-Match. */
          ETag: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DirectDepositList'];
        };
      };
      /** @description The caller has it already. */
      304: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description Of what is now stored, for If-Match and If-None-Match. */
          ETag: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A query parameter is malformed. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'QUERY_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description By the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'TOKEN_WITHOUT_TENANT' | 'TOKEN_WITHOUT_ROLE' | 'TENANT_UNKNOWN' | 'TENANT_SUSPENDED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description No such employee. */
      404: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'EMPLOYEE_NOT_FOUND';
            /** @constant */
            status?: 404;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description By the gateway: Request Entity Too Large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description By the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
  replaceDirectDeposits: {
    parameters: {
      query?: {
        /** @description With `true` nothing is changed or sent: the answer says what the change would be, or what refuses it. It uses no Idempotency-Key. */
        dryRun?: components['parameters']['DryRun'];
      };
      header: {
        /**
         * @description Makes the change at most once, however often the request is sent: a repetition is answered what the first one was, for 24 hours. 1 to 255 visible ASCII characters, bare or in quotes. It is good for one caller, method and path. Only successes are kept.
         * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /**
         * @description The ETag of what was read (RFC 9110). Without it 428, with a stale one 412.
         * @example "0123456789abcdef"
         */
        'If-Match': components['parameters']['IfMatch'];
      };
      path: {
        /**
         * @description As the HR product stores it; compared byte for byte.
         * @example e-1001
         */
        employeeId: components['parameters']['EmployeeId'];
      };
      cookie?: never;
    };
    /** @description At most 65,536 bytes of UTF-8. */
    requestBody: {
      content: {
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "0b9c5a4e-6f0d-4f4e-9a55-3f6f2f1f7c01",
         *           "nickname": "Savings",
         *           "accountType": "savings",
         *           "routingNumber": "011000015",
         *           "allocation": {
         *             "kind": "percentage",
         *             "basisPoints": 2000
         *           }
         *         },
         *         {
         *           "accountType": "checking",
         *           "routingNumber": "021000021",
         *           "accountNumber": "123456789",
         *           "allocation": {
         *             "kind": "remainder"
         *           }
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['ReplaceDirectDepositsRequest'];
      };
    };
    responses: {
      /** @description The set as it is now stored, or, in a dry run, as it would be. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description Of what is now stored, for If-Match and If-None-Match. */
          ETag?: string;
          /** @description The change was made before, by a request with the same Idempotency-Key. */
          'Idempotency-Replayed'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json':
            components['schemas']['Replacement'] | components['schemas']['ConsideredReplacement'];
        };
      };
      /** @description A query parameter is malformed. An Idempotency-Key has 1 to 255 visible ASCII characters, in quotes or bare. The request body is malformed. If-Match is * or a list of entity tags, each in double quotes as an ETag was answered. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              'QUERY_MALFORMED' | 'IDEMPOTENCY_KEY_MALFORMED' | 'BODY_MALFORMED' | 'ENTITY_TAG_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description By the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. The role does not allow this. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'TOKEN_WITHOUT_TENANT'
              | 'TOKEN_WITHOUT_ROLE'
              | 'TENANT_UNKNOWN'
              | 'TENANT_SUSPENDED'
              | 'ROLE_NOT_ALLOWED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description No such employee. */
      404: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'EMPLOYEE_NOT_FOUND';
            /** @constant */
            status?: 404;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description A request with this Idempotency-Key is still running. A rule is broken against what is stored. */
      409: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'IDEMPOTENCY_KEY_IN_USE' | 'RULE_CONFLICT';
            /** @constant */
            status?: 409;
          };
        };
      };
      /** @description It has changed since it was read. */
      412: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description Of what is now stored, for If-Match and If-None-Match. */
          ETag: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'PRECONDITION_FAILED';
            /** @constant */
            status?: 412;
          };
        };
      };
      /** @description The request body is larger than 65536 bytes. Or, by the gateway: Request Entity Too Large. */
      413: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'BODY_TOO_LARGE';
            /** @constant */
            status?: 413;
          };
        };
      };
      /** @description The request body has to be application/json in UTF-8. */
      415: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'BODY_TYPE_UNSUPPORTED';
            /** @constant */
            status?: 415;
          };
        };
      };
      /** @description This Idempotency-Key came with another request before. A rule is broken. */
      422: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'IDEMPOTENCY_KEY_REUSED' | 'RULE_BROKEN';
            /** @constant */
            status?: 422;
          };
        };
      };
      /** @description If-Match is required. */
      428: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'PRECONDITION_REQUIRED';
            /** @constant */
            status?: 428;
          };
        };
      };
      /** @description No more new account numbers today. Or, by the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'ACCOUNT_BUDGET_SPENT';
            /** @constant */
            status?: 429;
          };
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
  createDirectDeposit: {
    parameters: {
      query?: {
        /** @description With `true` nothing is changed or sent: the answer says what the change would be, or what refuses it. It uses no Idempotency-Key. */
        dryRun?: components['parameters']['DryRun'];
      };
      header?: {
        /**
         * @description Makes the change at most once, however often the request is sent: a repetition is answered what the first one was, for 24 hours. 1 to 255 visible ASCII characters, bare or in quotes. It is good for one caller, method and path. Only successes are kept.
         * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
      };
      path: {
        /**
         * @description As the HR product stores it; compared byte for byte.
         * @example e-1001
         */
        employeeId: components['parameters']['EmployeeId'];
      };
      cookie?: never;
    };
    /** @description At most 65,536 bytes of UTF-8. */
    requestBody: {
      content: {
        /**
         * @example {
         *       "accountType": "checking",
         *       "routingNumber": "021000021",
         *       "accountNumber": "123456789",
         *       "allocation": {
         *         "kind": "remainder"
         *       }
         *     }
         */
        'application/json': components['schemas']['CreateDirectDepositRequest'];
      };
    };
    responses: {
      /** @description A dry run: it would be stored. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProposedDirectDeposit'];
        };
      };
      /** @description It is stored. */
      201: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description Of what is now stored, for If-Match and If-None-Match. */
          ETag: string;
          /** @description The change was made before, by a request with the same Idempotency-Key. */
          'Idempotency-Replayed'?: string;
          /** @description Path of the direct deposit. */
          Location: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WrittenDirectDeposit'];
        };
      };
      /** @description A query parameter is malformed. An Idempotency-Key has 1 to 255 visible ASCII characters, in quotes or bare. The request body is malformed. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'QUERY_MALFORMED' | 'IDEMPOTENCY_KEY_MALFORMED' | 'BODY_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description By the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. The role does not allow this. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'TOKEN_WITHOUT_TENANT'
              | 'TOKEN_WITHOUT_ROLE'
              | 'TENANT_UNKNOWN'
              | 'TENANT_SUSPENDED'
              | 'ROLE_NOT_ALLOWED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description No such employee. */
      404: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'EMPLOYEE_NOT_FOUND';
            /** @constant */
            status?: 404;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description A request with this Idempotency-Key is still running. A rule is broken against what is stored. */
      409: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'IDEMPOTENCY_KEY_IN_USE' | 'RULE_CONFLICT';
            /** @constant */
            status?: 409;
          };
        };
      };
      /** @description The request body is larger than 65536 bytes. Or, by the gateway: Request Entity Too Large. */
      413: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'BODY_TOO_LARGE';
            /** @constant */
            status?: 413;
          };
        };
      };
      /** @description The request body has to be application/json in UTF-8. */
      415: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'BODY_TYPE_UNSUPPORTED';
            /** @constant */
            status?: 415;
          };
        };
      };
      /** @description This Idempotency-Key came with another request before. A rule is broken. */
      422: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'IDEMPOTENCY_KEY_REUSED' | 'RULE_BROKEN';
            /** @constant */
            status?: 422;
          };
        };
      };
      /** @description No more new account numbers today. Or, by the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'ACCOUNT_BUDGET_SPENT';
            /** @constant */
            status?: 429;
          };
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
  getDirectDeposit: {
    parameters: {
      query?: {
        /** @description A day from today to 180 days ahead: the answer is what the payroll finds that is paid next on that day. Today when left out. */
        on?: components['parameters']['On'];
      };
      header?: {
        /**
         * @description The ETag of what the caller has: answered 304 while that is still current.
         * @example "0123456789abcdef"
         */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path: {
        /**
         * @description The same for as long as the direct deposit is there, also when its account changes.
         * @example 0b9c5a4e-6f0d-4f4e-9a55-3f6f2f1f7c01
         */
        directDepositId: components['parameters']['DirectDepositId'];
        /**
         * @description As the HR product stores it; compared byte for byte.
         * @example e-1001
         */
        employeeId: components['parameters']['EmployeeId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The direct deposit. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description Of what is now stored, for If-Match and If-None-Match. */
          ETag: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DirectDeposit'];
        };
      };
      /** @description The caller has it already. */
      304: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description Of what is now stored, for If-Match and If-None-Match. */
          ETag: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A query parameter is malformed. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'QUERY_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description By the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'TOKEN_WITHOUT_TENANT' | 'TOKEN_WITHOUT_ROLE' | 'TENANT_UNKNOWN' | 'TENANT_SUSPENDED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description No such employee. No such direct deposit. */
      404: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'EMPLOYEE_NOT_FOUND' | 'DIRECT_DEPOSIT_NOT_FOUND';
            /** @constant */
            status?: 404;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description By the gateway: Request Entity Too Large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description By the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
  updateDirectDeposit: {
    parameters: {
      query?: {
        /** @description With `true` nothing is changed or sent: the answer says what the change would be, or what refuses it. It uses no Idempotency-Key. */
        dryRun?: components['parameters']['DryRun'];
      };
      header: {
        /**
         * @description Makes the change at most once, however often the request is sent: a repetition is answered what the first one was, for 24 hours. 1 to 255 visible ASCII characters, bare or in quotes. It is good for one caller, method and path. Only successes are kept.
         * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /**
         * @description The ETag of what was read (RFC 9110). Without it 428, with a stale one 412.
         * @example "0123456789abcdef"
         */
        'If-Match': components['parameters']['IfMatch'];
      };
      path: {
        /**
         * @description The same for as long as the direct deposit is there, also when its account changes.
         * @example 0b9c5a4e-6f0d-4f4e-9a55-3f6f2f1f7c01
         */
        directDepositId: components['parameters']['DirectDepositId'];
        /**
         * @description As the HR product stores it; compared byte for byte.
         * @example e-1001
         */
        employeeId: components['parameters']['EmployeeId'];
      };
      cookie?: never;
    };
    /** @description At most 65,536 bytes of UTF-8. */
    requestBody: {
      content: {
        /**
         * @example {
         *       "nickname": "Savings",
         *       "accountType": "savings",
         *       "routingNumber": "011000015",
         *       "allocation": {
         *         "kind": "fixed",
         *         "amountCents": 25000
         *       }
         *     }
         */
        'application/json': components['schemas']['UpdateDirectDepositRequest'];
      };
    };
    responses: {
      /** @description As it is now stored, or, in a dry run, as it would be. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description Of what is now stored, for If-Match and If-None-Match. */
          ETag?: string;
          /** @description The change was made before, by a request with the same Idempotency-Key. */
          'Idempotency-Replayed'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json':
            components['schemas']['WrittenDirectDeposit'] | components['schemas']['ConsideredDirectDeposit'];
        };
      };
      /** @description A query parameter is malformed. An Idempotency-Key has 1 to 255 visible ASCII characters, in quotes or bare. The request body is malformed. If-Match is * or a list of entity tags, each in double quotes as an ETag was answered. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              'QUERY_MALFORMED' | 'IDEMPOTENCY_KEY_MALFORMED' | 'BODY_MALFORMED' | 'ENTITY_TAG_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description By the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. The role does not allow this. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'TOKEN_WITHOUT_TENANT'
              | 'TOKEN_WITHOUT_ROLE'
              | 'TENANT_UNKNOWN'
              | 'TENANT_SUSPENDED'
              | 'ROLE_NOT_ALLOWED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description No such employee. No such direct deposit. */
      404: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'EMPLOYEE_NOT_FOUND' | 'DIRECT_DEPOSIT_NOT_FOUND';
            /** @constant */
            status?: 404;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description A request with this Idempotency-Key is still running. A rule is broken against what is stored. */
      409: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'IDEMPOTENCY_KEY_IN_USE' | 'RULE_CONFLICT';
            /** @constant */
            status?: 409;
          };
        };
      };
      /** @description It has changed since it was read. */
      412: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description Of what is now stored, for If-Match and If-None-Match. */
          ETag: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'PRECONDITION_FAILED';
            /** @constant */
            status?: 412;
          };
        };
      };
      /** @description The request body is larger than 65536 bytes. Or, by the gateway: Request Entity Too Large. */
      413: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'BODY_TOO_LARGE';
            /** @constant */
            status?: 413;
          };
        };
      };
      /** @description The request body has to be application/json in UTF-8. */
      415: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'BODY_TYPE_UNSUPPORTED';
            /** @constant */
            status?: 415;
          };
        };
      };
      /** @description This Idempotency-Key came with another request before. A rule is broken. */
      422: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'IDEMPOTENCY_KEY_REUSED' | 'RULE_BROKEN';
            /** @constant */
            status?: 422;
          };
        };
      };
      /** @description If-Match is required. */
      428: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'PRECONDITION_REQUIRED';
            /** @constant */
            status?: 428;
          };
        };
      };
      /** @description No more new account numbers today. Or, by the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'ACCOUNT_BUDGET_SPENT';
            /** @constant */
            status?: 429;
          };
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
  deleteDirectDeposit: {
    parameters: {
      query?: {
        /** @description With `true` nothing is changed or sent: the answer says what the change would be, or what refuses it. It uses no Idempotency-Key. */
        dryRun?: components['parameters']['DryRun'];
      };
      header: {
        /**
         * @description Makes the change at most once, however often the request is sent: a repetition is answered what the first one was, for 24 hours. 1 to 255 visible ASCII characters, bare or in quotes. It is good for one caller, method and path. Only successes are kept.
         * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /**
         * @description The ETag of what was read (RFC 9110). Without it 428, with a stale one 412.
         * @example "0123456789abcdef"
         */
        'If-Match': components['parameters']['IfMatch'];
      };
      path: {
        /**
         * @description The same for as long as the direct deposit is there, also when its account changes.
         * @example 0b9c5a4e-6f0d-4f4e-9a55-3f6f2f1f7c01
         */
        directDepositId: components['parameters']['DirectDepositId'];
        /**
         * @description As the HR product stores it; compared byte for byte.
         * @example e-1001
         */
        employeeId: components['parameters']['EmployeeId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is removed, or, in a dry run, would be. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The change was made before, by a request with the same Idempotency-Key. */
          'Idempotency-Replayed'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Removal'] | components['schemas']['ConsideredRemoval'];
        };
      };
      /** @description A query parameter is malformed. An Idempotency-Key has 1 to 255 visible ASCII characters, in quotes or bare. If-Match is * or a list of entity tags, each in double quotes as an ETag was answered. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'QUERY_MALFORMED' | 'IDEMPOTENCY_KEY_MALFORMED' | 'ENTITY_TAG_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description By the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. The role does not allow this. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'TOKEN_WITHOUT_TENANT'
              | 'TOKEN_WITHOUT_ROLE'
              | 'TENANT_UNKNOWN'
              | 'TENANT_SUSPENDED'
              | 'ROLE_NOT_ALLOWED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description No such employee. No such direct deposit. */
      404: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'EMPLOYEE_NOT_FOUND' | 'DIRECT_DEPOSIT_NOT_FOUND';
            /** @constant */
            status?: 404;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description A request with this Idempotency-Key is still running. A rule is broken against what is stored. */
      409: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'IDEMPOTENCY_KEY_IN_USE' | 'RULE_CONFLICT';
            /** @constant */
            status?: 409;
          };
        };
      };
      /** @description It has changed since it was read. */
      412: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description Of what is now stored, for If-Match and If-None-Match. */
          ETag: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'PRECONDITION_FAILED';
            /** @constant */
            status?: 412;
          };
        };
      };
      /** @description By the gateway: Request Entity Too Large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description This Idempotency-Key came with another request before. */
      422: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'IDEMPOTENCY_KEY_REUSED';
            /** @constant */
            status?: 422;
          };
        };
      };
      /** @description If-Match is required. */
      428: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'PRECONDITION_REQUIRED';
            /** @constant */
            status?: 428;
          };
        };
      };
      /** @description By the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
  releaseDirectDeposit: {
    parameters: {
      query?: {
        /** @description With `true` nothing is changed or sent: the answer says what the change would be, or what refuses it. It uses no Idempotency-Key. */
        dryRun?: components['parameters']['DryRun'];
      };
      header?: {
        /**
         * @description Makes the change at most once, however often the request is sent: a repetition is answered what the first one was, for 24 hours. 1 to 255 visible ASCII characters, bare or in quotes. It is good for one caller, method and path. Only successes are kept.
         * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /**
         * @description The ETag of what was looked at: nothing newer is released. With a stale one 412.
         * @example "0123456789abcdef"
         */
        'If-Match'?: components['parameters']['OptionalIfMatch'];
      };
      path: {
        /**
         * @description The same for as long as the direct deposit is there, also when its account changes.
         * @example 0b9c5a4e-6f0d-4f4e-9a55-3f6f2f1f7c01
         */
        directDepositId: components['parameters']['DirectDepositId'];
        /**
         * @description As the HR product stores it; compared byte for byte.
         * @example e-1001
         */
        employeeId: components['parameters']['EmployeeId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is active, or, in a dry run, would be. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description Of what is now stored, for If-Match and If-None-Match. */
          ETag?: string;
          /** @description The change was made before, by a request with the same Idempotency-Key. */
          'Idempotency-Replayed'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json':
            components['schemas']['WrittenDirectDeposit'] | components['schemas']['ConsideredDirectDeposit'];
        };
      };
      /** @description A query parameter is malformed. An Idempotency-Key has 1 to 255 visible ASCII characters, in quotes or bare. If-Match is * or a list of entity tags, each in double quotes as an ETag was answered. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'QUERY_MALFORMED' | 'IDEMPOTENCY_KEY_MALFORMED' | 'ENTITY_TAG_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description By the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. The role does not allow this. The person who asked for a direct deposit cannot release it. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'TOKEN_WITHOUT_TENANT'
              | 'TOKEN_WITHOUT_ROLE'
              | 'TENANT_UNKNOWN'
              | 'TENANT_SUSPENDED'
              | 'ROLE_NOT_ALLOWED'
              | 'SECOND_PERSON_REQUIRED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description No such employee. No such direct deposit. */
      404: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'EMPLOYEE_NOT_FOUND' | 'DIRECT_DEPOSIT_NOT_FOUND';
            /** @constant */
            status?: 404;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description A request with this Idempotency-Key is still running. A rule is broken against what is stored. The direct deposit is not held. */
      409: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'IDEMPOTENCY_KEY_IN_USE' | 'RULE_CONFLICT' | 'NOT_HELD';
            /** @constant */
            status?: 409;
          };
        };
      };
      /** @description It has changed since it was read. */
      412: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description Of what is now stored, for If-Match and If-None-Match. */
          ETag: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'PRECONDITION_FAILED';
            /** @constant */
            status?: 412;
          };
        };
      };
      /** @description By the gateway: Request Entity Too Large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description This Idempotency-Key came with another request before. */
      422: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'IDEMPOTENCY_KEY_REUSED';
            /** @constant */
            status?: 422;
          };
        };
      };
      /** @description By the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
  revealAccountNumber: {
    parameters: {
      query?: {
        /**
         * @description Why somebody looks; it is recorded with the look.
         * @example employee-asked
         */
        reason?: components['parameters']['Reason'];
      };
      header?: never;
      path: {
        /**
         * @description The same for as long as the direct deposit is there, also when its account changes.
         * @example 0b9c5a4e-6f0d-4f4e-9a55-3f6f2f1f7c01
         */
        directDepositId: components['parameters']['DirectDepositId'];
        /**
         * @description As the HR product stores it; compared byte for byte.
         * @example e-1001
         */
        employeeId: components['parameters']['EmployeeId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Once. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountNumber'];
        };
      };
      /** @description A query parameter is malformed. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'QUERY_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description This needs a sign-in that is at most 10 minutes old. Or, by the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INSUFFICIENT_USER_AUTHENTICATION';
            /** @constant */
            status?: 401;
          };
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. The role does not allow this. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'TOKEN_WITHOUT_TENANT'
              | 'TOKEN_WITHOUT_ROLE'
              | 'TENANT_UNKNOWN'
              | 'TENANT_SUSPENDED'
              | 'ROLE_NOT_ALLOWED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description No such employee. No such direct deposit. */
      404: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'EMPLOYEE_NOT_FOUND' | 'DIRECT_DEPOSIT_NOT_FOUND';
            /** @constant */
            status?: 404;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description By the gateway: Request Entity Too Large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description By the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. The stored account number cannot be opened. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE' | 'ACCOUNT_NUMBER_UNREADABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
  cancelUpcomingChange: {
    parameters: {
      query?: {
        /** @description With `true` nothing is changed or sent: the answer says what the change would be, or what refuses it. It uses no Idempotency-Key. */
        dryRun?: components['parameters']['DryRun'];
      };
      header: {
        /**
         * @description Makes the change at most once, however often the request is sent: a repetition is answered what the first one was, for 24 hours. 1 to 255 visible ASCII characters, bare or in quotes. It is good for one caller, method and path. Only successes are kept.
         * @example "8e03978e-40d5-43dd-bc93-6894a57f9324"
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /**
         * @description The ETag of what was read (RFC 9110). Without it 428, with a stale one 412.
         * @example "0123456789abcdef"
         */
        'If-Match': components['parameters']['IfMatch'];
      };
      path: {
        /**
         * @description The same for as long as the direct deposit is there, also when its account changes.
         * @example 0b9c5a4e-6f0d-4f4e-9a55-3f6f2f1f7c01
         */
        directDepositId: components['parameters']['DirectDepositId'];
        /**
         * @description As the HR product stores it; compared byte for byte.
         * @example e-1001
         */
        employeeId: components['parameters']['EmployeeId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is taken back, or, in a dry run, would be. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The change was made before, by a request with the same Idempotency-Key. */
          'Idempotency-Replayed'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Removal'] | components['schemas']['ConsideredRemoval'];
        };
      };
      /** @description A query parameter is malformed. An Idempotency-Key has 1 to 255 visible ASCII characters, in quotes or bare. If-Match is * or a list of entity tags, each in double quotes as an ETag was answered. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'QUERY_MALFORMED' | 'IDEMPOTENCY_KEY_MALFORMED' | 'ENTITY_TAG_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description By the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. The role does not allow this. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'TOKEN_WITHOUT_TENANT'
              | 'TOKEN_WITHOUT_ROLE'
              | 'TENANT_UNKNOWN'
              | 'TENANT_SUSPENDED'
              | 'ROLE_NOT_ALLOWED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description No such employee. No such direct deposit. */
      404: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'EMPLOYEE_NOT_FOUND' | 'DIRECT_DEPOSIT_NOT_FOUND';
            /** @constant */
            status?: 404;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description A request with this Idempotency-Key is still running. A rule is broken against what is stored. */
      409: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'IDEMPOTENCY_KEY_IN_USE' | 'RULE_CONFLICT';
            /** @constant */
            status?: 409;
          };
        };
      };
      /** @description It has changed since it was read. */
      412: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description Of what is now stored, for If-Match and If-None-Match. */
          ETag: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'PRECONDITION_FAILED';
            /** @constant */
            status?: 412;
          };
        };
      };
      /** @description By the gateway: Request Entity Too Large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description This Idempotency-Key came with another request before. */
      422: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'IDEMPOTENCY_KEY_REUSED';
            /** @constant */
            status?: 422;
          };
        };
      };
      /** @description If-Match is required. */
      428: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'PRECONDITION_REQUIRED';
            /** @constant */
            status?: 428;
          };
        };
      };
      /** @description By the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
  listHistory: {
    parameters: {
      query?: {
        /** @description Where the page before ended, as its Link says. It is good for this employee only. */
        cursor?: components['parameters']['Cursor'];
        /** @description The most entries of one page. */
        limit?: components['parameters']['Limit'];
      };
      header?: never;
      path: {
        /**
         * @description As the HR product stores it; compared byte for byte.
         * @example e-1001
         */
        employeeId: components['parameters']['EmployeeId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The next page, where there is one: `<…>; rel="next"`. */
          Link?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['History'];
        };
      };
      /** @description A query parameter is malformed. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'QUERY_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description By the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'TOKEN_WITHOUT_TENANT' | 'TOKEN_WITHOUT_ROLE' | 'TENANT_UNKNOWN' | 'TENANT_SUSPENDED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description No such employee. */
      404: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'EMPLOYEE_NOT_FOUND';
            /** @constant */
            status?: 404;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description By the gateway: Request Entity Too Large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description By the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
  simulateNetPay: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description As the HR product stores it; compared byte for byte.
         * @example e-1001
         */
        employeeId: components['parameters']['EmployeeId'];
      };
      cookie?: never;
    };
    /** @description At most 65,536 bytes of UTF-8. */
    requestBody: {
      content: {
        /**
         * @example {
         *       "netPayCents": [
         *         123456
         *       ]
         *     }
         */
        'application/json': components['schemas']['SimulateNetPayRequest'];
      };
    };
    responses: {
      /** @description One result for each net pay. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description Of what is now stored, for If-Match and If-None-Match. */
          ETag: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Simulation'];
        };
      };
      /** @description A query parameter is malformed. The request body is malformed. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'QUERY_MALFORMED' | 'BODY_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description By the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'TOKEN_WITHOUT_TENANT' | 'TOKEN_WITHOUT_ROLE' | 'TENANT_UNKNOWN' | 'TENANT_SUSPENDED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description No such employee. */
      404: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'EMPLOYEE_NOT_FOUND';
            /** @constant */
            status?: 404;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description The request body is larger than 65536 bytes. Or, by the gateway: Request Entity Too Large. */
      413: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'BODY_TOO_LARGE';
            /** @constant */
            status?: 413;
          };
        };
      };
      /** @description The request body has to be application/json in UTF-8. */
      415: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'BODY_TYPE_UNSUPPORTED';
            /** @constant */
            status?: 415;
          };
        };
      };
      /** @description A rule is broken. */
      422: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'RULE_BROKEN';
            /** @constant */
            status?: 422;
          };
        };
      };
      /** @description By the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
  getMeta: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Of the caller’s tenant. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Meta'];
        };
      };
      /** @description A query parameter is malformed. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'QUERY_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description By the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'TOKEN_WITHOUT_TENANT' | 'TOKEN_WITHOUT_ROLE' | 'TENANT_UNKNOWN' | 'TENANT_SUSPENDED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description By the gateway: Request Entity Too Large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description By the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
  getOpenApi: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description The ETag of what the caller has: answered 304 while that is still current.
         * @example "0123456789abcdef"
         */
        'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OpenAPI 3.1. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description Of what is now stored, for If-Match and If-None-Match. */
          ETag: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenApi'];
        };
      };
      /** @description The caller has it already. */
      304: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description Of what is now stored, for If-Match and If-None-Match. */
          ETag: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A query parameter is malformed. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'QUERY_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description By the gateway: Request Entity Too Large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description By the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description Something went wrong here. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description By the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
    };
  };
  readPayrollDestinations: {
    parameters: {
      query?: {
        /** @description The page before’s `nextAfter`. */
        after?: components['parameters']['After'];
        /** @description The most employees of one page. */
        limit?: components['parameters']['PageLimit'];
        /** @description One pay group; all that are paid on that day when left out. */
        payGroup?: components['parameters']['PayGroup'];
      };
      header?: never;
      path: {
        /**
         * @description The day on which the payroll is paid.
         * @example 2026-12-24
         */
        payDate: components['parameters']['PayDate'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PayrollDestinations'];
        };
      };
      /** @description A query parameter is malformed. Or, by the gateway: Bad Request. */
      400: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Bad Request"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'QUERY_MALFORMED';
            /** @constant */
            status?: 400;
          };
        };
      };
      /** @description By the gateway: Unauthorized. */
      401: {
        headers: {
          /** @description What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well. */
          'WWW-Authenticate'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Unauthorized"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description The token names no tenant. The token carries no role that is known here. The tenant is unknown. The tenant is suspended. The role does not allow this. */
      403: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'TOKEN_WITHOUT_TENANT'
              | 'TOKEN_WITHOUT_ROLE'
              | 'TENANT_UNKNOWN'
              | 'TENANT_SUSPENDED'
              | 'ROLE_NOT_ALLOWED';
            /** @constant */
            status?: 403;
          };
        };
      };
      /** @description No payroll of that day is ahead. */
      404: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'PAYROLL_NOT_FOUND';
            /** @constant */
            status?: 404;
          };
        };
      };
      /** @description The path is known, the method is not one of its own. */
      405: {
        headers: {
          /** @description The methods that the path takes. */
          Allow: string;
          /** @description Who may keep the answer. */
          'Cache-Control': string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id': string;
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'METHOD_NOT_ALLOWED';
            /** @constant */
            status?: 405;
          };
        };
      };
      /** @description By the gateway: Request Entity Too Large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Request Entity Too Large"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description By the gateway: Too Many Requests. */
      429: {
        headers: {
          /** @description How many account numbers are left, and the seconds until there are more. */
          RateLimit?: string;
          /** @description How many new account numbers a person may enter within so many seconds. */
          'RateLimit-Policy'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Too Many Requests"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
        };
      };
      /** @description Something went wrong here. The database belongs to another tenant. A stored credential cannot be used. The stored account number cannot be opened. Or, by the gateway: Internal Server Error. */
      500: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Internal Server Error"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?: 'INTERNAL' | 'TENANT_MISMATCH' | 'CREDENTIAL_UNUSABLE' | 'ACCOUNT_NUMBER_UNREADABLE';
            /** @constant */
            status?: 500;
          };
        };
      };
      /** @description A credential cannot be had for now. The database refuses the stored login. The database is not set up yet. The database cannot be reached for now. Another change is still running. Or, by the gateway: Service Unavailable. */
      503: {
        headers: {
          /** @description Who may keep the answer. */
          'Cache-Control'?: string;
          /** @description Seconds to wait before the request is sent again. */
          'Retry-After'?: string;
          /** @description The request’s id, to quote to operators; in problems also `instance`. */
          'X-Request-Id'?: string;
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message": "Service Unavailable"
           *     }
           */
          'application/json': components['schemas']['GatewayMessage'];
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code?:
              | 'CREDENTIAL_UNAVAILABLE'
              | 'DATABASE_LOGIN_REFUSED'
              | 'DATABASE_NOT_READY'
              | 'DATABASE_UNAVAILABLE'
              | 'DATABASE_BUSY';
            /** @constant */
            status?: 503;
          };
        };
      };
    };
  };
}

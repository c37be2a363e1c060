import { toSqlFailure } from '#shared/sql/sql-failure';

const canary = '987654321012';

describe('T12 what the database driver throws', () => {
  test.each([
    [{ number: 208, message: `Invalid object name 'x'.` }, 'not-ready'],
    [{ number: 207, message: `Invalid column name 'x'.` }, 'not-ready'],
    [{ number: 229, message: 'denied' }, 'denied'],
    [{ number: 1205, message: 'deadlock' }, 'busy'],
    [{ number: 1222, message: 'lock timeout' }, 'busy'],
    [{ number: 515, message: 'Cannot insert NULL' }, 'check'],
    [{ number: 8134, message: 'Divide by zero' }, 'unexpected'],
    [{ code: 'ELOGIN', message: `Login failed for user 'x'` }, 'login-refused'],
    [{ code: 'ETIMEOUT', message: 'Timeout' }, 'unavailable'],
    [{ code: 'ESOCKET', message: 'lost' }, 'unavailable'],
    [
      { code: 'EREQUEST', message: 'lost', originalError: { message: 'lost', info: { code: 'ESOCKET' } } },
      'unavailable',
    ],
    [{ code: 'EREQUEST', message: 'of our own' }, 'unexpected'],
    [new TypeError('x is not a function'), 'unexpected'],
    [undefined, 'unexpected'],
    ['text', 'unexpected'],
  ])('%j is %s', (thrown, kind) => {
    expect(toSqlFailure(thrown).kind).toBe(kind);
  });

  test.each([
    [
      2627,
      `Violation of UNIQUE KEY constraint 'UX_DirectDeposit_Account'. Cannot insert duplicate key in object 'dbo.DirectDeposit'. The duplicate key value is (e-1, 'UX_Fake', ${canary}).`,
      'duplicate',
      'ux_directdeposit_account',
    ],
    [
      2601,
      `Cannot insert duplicate key row in object 'dbo.T' with unique index 'ux_T_C'. The duplicate key value is (${canary}).`,
      'duplicate',
      'ux_t_c',
    ],
    [
      547,
      'The INSERT statement conflicted with the FOREIGN KEY constraint "FK_DirectDeposit_Employee". The conflict occurred in database "d", table "dbo.Employee", column \'EmployeeId\'.',
      'reference',
      'fk_directdeposit_employee',
    ],
    [
      547,
      'The UPDATE statement conflicted with the CHECK constraint "CK_DirectDeposit_Priority".',
      'check',
      'ck_directdeposit_priority',
    ],
  ])('number %i names its constraint and nothing of its values', (number, message, kind, constraint) => {
    const failure = toSqlFailure({ number, message, class: 14, state: 1 });
    expect(failure).toEqual({ kind, number, class: 14, state: 1, constraint, repeat: 'never' });
    expect(JSON.stringify(failure)).not.toContain(canary);
  });

  test.each([
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('is not tried again for a certificate that does not hold: %s', (code) => {
    const lost = { code: 'ESOCKET', message: 'lost', originalError: { info: { code: 'ESOCKET' } } };
    const wrapped = { ...lost, originalError: { ...lost.originalError, cause: { code } } };

    expect(toSqlFailure(lost, 'before-login').repeat).toBe('before-login');
    expect(toSqlFailure(wrapped, 'before-login').repeat).toBe('never');
  });

  test('is judged by its cause when a later error only says that the transaction ended', () => {
    const thrown = {
      number: 3998,
      message: 'Uncommittable transaction',
      precedingErrors: [{ number: 1205, message: 'deadlock', class: 13, state: 51 }],
    };
    expect(toSqlFailure(thrown)).toMatchObject({ kind: 'busy', number: 1205 });
  });
});

import { pickCredentials, unavailable } from '#shared/credentials/deliver-credentials';
import { parseLegacyPlaintext } from '#shared/credentials/legacy-plaintext';
import { fail, succeed } from '#shared/platform/result';

test('an answer without a purpose that was asked for, and without its failure, is invalid', () => {
  const answer = succeed({ version: 1, credentials: {}, failures: {} } as const);

  expect(pickCredentials(answer, ['sql-server'])).toEqual(fail(unavailable('DECRYPTOR_ANSWER_INVALID')));
});

test.each(['sql-server', 'sql-server-admin'])(
  'a legacy text of %s may be a connection string',
  async (purpose) => {
    const text = 'Data Source=db.example.test,1433;Initial Catalog=d;User ID=u;Password=p;';

    expect(await parseLegacyPlaintext(purpose, Buffer.from(text))).toMatchObject({
      ok: true,
      value: { server: 'db.example.test', user: 'u' },
    });
  },
);

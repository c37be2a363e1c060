// The corpus, on the server that this suite runs on: column types, values, row counts and error numbers as SQL Server's
// documentation gives them.
import { type SqlServerUnderTest, openSqlServerUnderTest } from '#test/support/sql-server-under-test';
import { type CorpusAnswer, corpus, runCorpus } from '#test/support/sql-corpus/run-corpus';

let server: SqlServerUnderTest;
let answers: readonly CorpusAnswer[];
beforeAll(async () => {
  server = await openSqlServerUnderTest();
  answers = await runCorpus(server.server);
}, 60_000);
afterAll(() => server?.stop());

test.each(corpus.map(({ construct }, at) => ({ construct, at })))('$construct', ({ at }) => {
  expect(answers[at]).toMatchObject({ isAsExpected: true });
});

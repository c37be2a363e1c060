// LOGIN7: who it is, which database, and the answer that every driver waits for.
import { isPassword } from '../password.ts';
import type { Database, Login as KnownLogin, ServerState } from '../server-state.ts';
import { keyOf } from '../sql/catalogue.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import { ByteWriter } from '../tds/bytes.ts';
import type { Login } from '../tds/login7.ts';
import {
  doneStatus,
  doneToken,
  writeCollationChange,
  writeDatabaseChange,
  writeDone,
  writeError,
  writeInfo,
  writeLanguageChange,
  writeLoginAcknowledged,
  writePacketSizeChange,
} from '../tds/tokens.ts';

const refused = (message: string, number: number, state = 1, severity = 14): SqlServerError =>
  new SqlServerError(number, severity, message, state);

/** A login that fails may say so in several errors, one after the other. */
export class LoginRefused extends Error {
  readonly errors: readonly SqlServerError[];

  constructor(errors: readonly SqlServerError[]) {
    super('The login was refused');
    this.errors = errors;
  }
}

const tds74 = 0x74000004;
const tds73 = 0x730b0003;

export const versionFor = ({ tdsVersion }: Login): number => {
  if (tdsVersion >= tds74) return tds74;
  if (tdsVersion >= tds73) return tds73;
  throw new LoginRefused([notSupported('A TDS version before 7.3')]);
};

const reasons: Readonly<Record<number, string>> = {
  18470: ' Reason: The account is disabled.',
  18486: ' because the account is currently locked out. The system administrator can unlock it.',
  18487: '  Reason: The password of the account has expired.',
  18488: '  Reason: The password of the account must be changed.',
};

/** Any number at all, for tests of what a client makes of it. */
export const refusalNumbered = (number: number, { user, database }: Login): LoginRefused =>
  number === 4060
    ? cannotOpen(user, database)
    : new LoginRefused([refused(`Login failed for user '${user}'.${reasons[number] ?? ''}`, number)]);

const cannotOpen = (user: string, database: string): LoginRefused =>
  new LoginRefused([
    refused(`Cannot open database "${database}" requested by the login. The login failed.`, 4060, 1, 11),
    refused(`Login failed for user '${user}'.`, 18456),
  ]);

const nobody = `${'0'.repeat(32)}:${'0'.repeat(64)}`;

export const authenticate = async (
  state: ServerState,
  asked: Login,
): Promise<{ login: KnownLogin; database: Database }> => {
  const login = state.logins.get(keyOf(asked.user));
  // The same work for an unknown name.
  const isRight = await isPassword(asked.password, login?.hash ?? nobody);
  if (login === undefined || !isRight)
    throw new LoginRefused([refused(`Login failed for user '${asked.user}'.`, 18456)]);
  const database = state.databases.get(keyOf(asked.database === '' ? 'master' : asked.database));
  if (database === undefined || !state.mayOpen(login, database)) throw cannotOpen(asked.user, asked.database);
  return { login, database };
};

export const presentLogin = (database: string, version: number, packetSize: number): Buffer => {
  const out = new ByteWriter();
  const info = (number: number, state: number, message: string): void =>
    writeInfo(out, { number, state, severity: 0, message });
  writeDatabaseChange(out, database, 'master');
  info(5701, 2, `Changed database context to '${database}'.`);
  writeCollationChange(out);
  writeLanguageChange(out, 'us_english', '');
  info(5703, 1, 'Changed language setting to us_english.');
  writeLoginAcknowledged(out, version);
  writePacketSizeChange(out, String(packetSize), '4096');
  writeDone(out, doneToken.done, doneStatus.final, 0, 0);
  return out.take();
};

export const presentRefusal = ({ errors }: LoginRefused): Buffer => {
  const out = new ByteWriter();
  for (const { number, state, severity, message } of errors)
    writeError(out, { number, state, severity, message });
  writeDone(out, doneToken.done, doneStatus.error, 0, 0);
  return out.take();
};

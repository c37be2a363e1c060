// Wires the function that tells employees by mail. DEPOSITS_NOTICE_SENDER: from which address, of a domain that is verified in SES. The SDK's client:
// nobody waits for a mail, so its start does not count.

import { SESv2Client } from '@aws-sdk/client-sesv2';
import { hotPathClientOptions } from '../aws/sdk/client-options.ts';
import { createSesMailer } from '../aws/ses-mailer.ts';
import type { Mailer } from '../notices/mailer.ts';
import type { NoticeStore } from '../notices/notice-store.ts';
import { requiredVariable } from '../platform/environment.ts';
import { wirePayrollDatabases, type PayrollDatabases } from './payroll-loop-runtime.ts';
import type { SqlStores } from './sql-stores-runtime.ts';

export type NotifierRuntime = Omit<PayrollDatabases, 'openStore'> & {
  readonly openNotices: (...parameters: Parameters<SqlStores['openNotices']>) => Promise<NoticeStore>;
  readonly mailer: Mailer;
};

export const wireNotifier = (): NotifierRuntime => {
  const { databases, stores } = wirePayrollDatabases();
  const { log } = databases;
  const sender = requiredVariable(process.env, 'DEPOSITS_NOTICE_SENDER');
  return {
    ...databases,
    openNotices: async (...parameters) => (await stores.get()).openNotices(...parameters),
    mailer: createSesMailer(new SESv2Client(hotPathClientOptions), sender, ({ name: errorName, status }) =>
      log('notice.mail.failed', { errorName, status }),
    ),
  };
};

// The demo's payroll loop: a change reaches the payroll suite, a new account is prenoted first, and what the suite believes is shown at each
// step. The suite answers by webhook; its clock is set back for the prenote, so that the days it takes have passed.

import type { Stack } from '../../local/start-stack.ts';
import { until } from '../../local/until.ts';
import { send, signIn, textAt, type Answer, type Call } from './api-calls.ts';

export type LoopStep = {
  readonly tenant: string;
  readonly shows: string;
  readonly complaint: string | undefined;
};

const dayMs = 86_400_000;

const account = (accountNumber: string) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber,
  allocation: { kind: 'remainder' },
});

export const playPayrollLoop = async (
  { urls, payrollSuite: suite, mailbox }: Stack,
  onStep: (step: LoopStep) => void,
): Promise<void> => {
  const path = '/api/employees/e-1002/direct-deposits';

  const openFor = async (tenant: string) => {
    const claims = { sub: `demo-${tenant}`, tenant_id: tenant, employee_id: 'e-1002', roles: ['employee'] };
    const token = await signIn(urls, claims);
    const call = (what: Omit<Call, 'token'>): Promise<Answer> => send(urls, { ...what, token });
    const believes = (): string => {
      const split = suite.books.splitOf(tenant, 'e-1002');
      if (split === undefined) return 'nothing of e-1002';
      const items = split.items.map((item) =>
        'accountNumber' in item
          ? `…${item.accountNumber.slice(-4)} by ${item.pay}`
          : 'nothing to a rejected account',
      );
      const prenotes = split.prenotes.map(({ accountNumber }) => `prenote to …${accountNumber.slice(-4)}`);
      return [...items, ...prenotes].join(', ') || 'no direct deposit';
    };
    const step = async (shows: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
      const isHeld = await until(holds);
      const complaint = isHeld ? undefined : `it did not come to that in time`;
      onStep({ tenant, shows: `${shows}; the suite believes: ${believes()}`, complaint });
    };
    return { call, step, believes };
  };

  const acme = await openFor('acme');
  await acme.call({ method: 'POST', path, body: account('1111222233') });
  await acme.step('a committed change is told at once', () => acme.believes().includes('…2233 by account'));

  const initech = await openFor('initech');
  suite.setNow(() => Date.now() - 14 * dayMs);
  const created = await initech.call({ method: 'POST', path, body: account('5555666677') });
  const id = textAt(created.body, 'id') ?? '';
  const get = (): Promise<Answer> => initech.call({ method: 'GET', path: `${path}/${id}` });
  await initech.step(
    `a new account is ${textAt(created.body, 'status') ?? ''}, paid by check until its prenote has passed`,
    () => initech.believes().includes('prenote to …6677') || initech.believes().includes('…6677 by account'),
  );
  await initech.step('the suite has sent the prenote and told so by webhook: it is active', async () => {
    const { body } = await get();
    return textAt(body, 'status') === 'active' && initech.believes().includes('…6677 by account');
  });
  suite.setNow(undefined);

  // What is believed until the prenote is sent would be over before anybody looks.
  suite.setWebhooksHeld(true);
  const current = await get();
  await initech.call({
    method: 'PUT',
    path: `${path}/${id}`,
    ifMatch: current.etag ?? '',
    body: account('7777888899'),
  });
  await initech.step('another account waits for its prenote; the one before is paid meanwhile', async () => {
    const { body } = await get();
    return (
      textAt(body, 'meanwhile') === 'previous-account' &&
      initech.believes().includes('…6677 by account, prenote to …8899')
    );
  });

  suite.setWebhooksHeld(false);
  await initech.step('its prenote passes before the next payroll, which is paid to it', () =>
    initech.believes().includes('…8899 by account'),
  );

  let seen = '';
  await suite.answerEntry('initech', id, 'R04');
  await initech.step('the bank returns that prenote (R04)', async () => {
    seen = textAt((await get()).body, 'explanation', 'message') ?? '';
    return seen.includes('R04') && initech.believes() === 'nothing to a rejected account';
  });
  onStep({ tenant: 'initech', shows: `the employee sees: ${seen}`, complaint: undefined });

  const rejected = await get();
  await initech.call({
    method: 'PUT',
    path: `${path}/${id}`,
    ifMatch: rejected.etag ?? '',
    body: account('9999000011'),
  });
  const isPrenoted = await until(() => initech.believes().includes('…0011 by hold'));
  if (isPrenoted) await suite.answerEntry('initech', id, 'C01', '9999000012');
  await initech.step(
    'a third account is a second change within 30 days and held; the bank corrects its number (C01)',
    () => initech.believes().includes('…0012'),
  );

  const told = () => mailbox.mails().filter(({ to }) => to.startsWith('max.mori@'));
  // The employee's two changes, to two addresses; the bank's correction is of the same account.
  await initech.step(
    'each change is told by mail, at the replaced address as well',
    () => told().length === 4,
  );
  const mail = told().at(-1);
  onStep({
    tenant: 'initech',
    shows: `the last mail to ${mail?.to ?? 'nobody'}: ${mail?.subject ?? ''}\n\n${(mail?.text ?? '').replaceAll(/^(?=.)/gm, '          ')}`,
    complaint: undefined,
  });
};

// The local SES as the SDK sees it: what it sends, what it refuses, and where mails are.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetAccountCommand, SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { startSes, type LocalSes } from '#local/ses/start-ses';

const folder = mkdtempSync(join(tmpdir(), 'ses-'));
let ses: LocalSes;
let client: SESv2Client;

beforeAll(async () => {
  ses = await startSes({ port: 0, folder });
  client = new SESv2Client({
    endpoint: ses.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await ses.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => ses.setFault(undefined));

const mailTo = (...to: string[]): SendEmailCommand =>
  new SendEmailCommand({
    FromEmailAddress: 'payroll@example.com',
    Destination: { ToAddresses: to },
    Content: {
      Simple: {
        Subject: { Data: 'Señal' },
        Body: { Text: { Data: 'as text' }, Html: { Data: '<p>as HTML' } },
      },
    },
  });

test('a mail is three files, and in the order of sending after a restart as well', async () => {
  const { MessageId: id } = await client.send(mailTo('ada/../x@example.com'));
  await client.send(mailTo('ben@example.com'));
  const again = await startSes({ port: 0, folder });
  await again.stop();

  expect(again.mailbox.mails()).toMatchObject([
    { id, from: 'payroll@example.com', to: 'ada/../x@example.com', subject: 'Señal' },
    { to: 'ben@example.com' },
  ]);
  const name = join(folder, '0001-ada_.._x@example.com');
  expect(readFileSync(`${name}.txt`, 'utf8')).toContain('Subject: Señal\n');
  expect(readFileSync(`${name}.html`, 'utf8')).toBe('<p>as HTML');
  expect(existsSync(join(folder, '0003-ben@example.com.txt'))).toBe(false);
});

test('what it does not do it refuses, under SES’s names', async () => {
  await expect(client.send(mailTo('a@example.com', 'b@example.com'))).rejects.toMatchObject({
    name: 'BadRequestException',
  });
  await expect(client.send(new GetAccountCommand({}))).rejects.toMatchObject({ name: 'NotFoundException' });
  const unsigned = await fetch(`${ses.url}/v2/email/outbound-emails`, { method: 'POST', body: '{}' });
  expect(unsigned.status).toBe(403);
});

test('an injected failure loses the request, the answer, or refuses the address', async () => {
  const before = ses.mailbox.mails().length;
  ses.setFault(() => ({ lost: 'request' }));
  await expect(client.send(mailTo('c@example.com'))).rejects.toThrow();
  expect(ses.mailbox.mails()).toHaveLength(before);
  ses.setFault(() => ({ lost: 'answer' }));
  await expect(client.send(mailTo('c@example.com'))).rejects.toThrow();
  expect(ses.mailbox.mails()).toHaveLength(before + 1);
  ses.setFault((to) => (to === 'd@example.com' ? { name: 'MessageRejected', status: 400 } : undefined));
  await expect(client.send(mailTo('d@example.com'))).rejects.toMatchObject({ name: 'MessageRejected' });
  await client.send(mailTo('e@example.com'));
});

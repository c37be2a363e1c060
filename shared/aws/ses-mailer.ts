// Adapter of Mailer on Amazon SES. SES refuses a whole request for one address (BadRequestException); what it refuses for the sender's or the
// account's sake (a domain that is not verified, sending paused) is no fault of the address and is tried again.
// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html

import { SendEmailCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { Mailer } from '../notices/mailer.ts';
import { boundedMs } from '../platform/deadline.ts';
import { fail, succeed } from '../platform/result.ts';
import { awsErrorFacts, type AwsErrorFacts } from './aws-error.ts';

const boundMs = 5_000;

/** One address and nothing around it, in ASCII as SES takes it: a list or a name in front would send the mail elsewhere as well. */
const addressPattern =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/;

const utf8 = (text: string) => ({ Data: text, Charset: 'UTF-8' });

export const createSesMailer = (
  client: Pick<SESv2Client, 'send'>,
  sender: string,
  onError: (facts: AwsErrorFacts) => void,
): Mailer => ({
  send: async ({ to, subject, text, html }, deadline) => {
    if (!addressPattern.test(to)) return fail('refused');
    const command = new SendEmailCommand({
      FromEmailAddress: sender,
      Destination: { ToAddresses: [to] },
      Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } } },
    });
    try {
      await client.send(command, { abortSignal: AbortSignal.timeout(boundedMs(deadline, boundMs)) });
      return succeed('sent');
    } catch (error) {
      const facts = awsErrorFacts(error);
      if (facts.name === 'BadRequestException') return fail('refused');
      onError(facts);
      return fail('unavailable');
    }
  },
});

// Port: sends one mail to one address.

import type { Deadline } from '../platform/deadline.ts';
import type { Result } from '../platform/result.ts';

export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/** `refused`: this address, for good. `unavailable`: nothing can be sent, or not now. */
export type MailFailure = 'refused' | 'unavailable';

export type Mailer = {
  readonly send: (mail: Mail, deadline: Deadline) => Promise<Result<'sent', MailFailure>>;
};

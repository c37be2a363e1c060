// The mail that tells an employee of a change of where the pay goes: text and HTML of the same content, without links, masked as the event is. Where
// the language of an address is not known it is written in all of them.

import type { ChangedAccount, DestinationChangeDetail } from '../events/read-change-event.ts';
import { escapeHtml } from '../platform/escape-html.ts';
import type { Mail } from './mailer.ts';
import type { LeasedNotices, Recipient } from './notice-store.ts';
import { languages, noticeWords, type Language, type NoticeWords } from './notice-words.ts';

/** One language's content, which both forms are made of. */
type Notice = {
  readonly language: Language;
  readonly greeting: string;
  readonly says: string;
  readonly facts: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** The one that asks for something first. */
  readonly closing: readonly string[];
};

const momentIn = (language: Language, timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long', timeZone }).format(at);

const dayIn = (language: Language, timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(at);

const accountIn = (words: NoticeWords, account: ChangedAccount): string => {
  const type = words.accountType[account.accountType];
  const shown = words.account({
    type,
    mask: account.accountNumberMask,
    routingNumber: account.routingNumber,
  });
  const status = words.status[account.status];
  return status === undefined ? shown : `${shown} (${status})`;
};

const accountsIn = (words: NoticeWords, accounts: readonly ChangedAccount[]): readonly string[] =>
  accounts.length === 0 ? [words.none] : accounts.map((account) => accountIn(words, account));

const actorIn = ({ actors }: NoticeWords, actor: string): string => {
  if (actor === 'bank') return actors.bank;
  return actor.startsWith('system:') ? actors.system : actor;
};

const noticeIn = (
  language: Language,
  change: DestinationChangeDetail,
  { employeeName, timeZone }: Pick<LeasedNotices, 'employeeName' | 'timeZone'>,
  { replacedAt }: Recipient,
): Notice => {
  const words = noticeWords[language];
  return {
    language,
    greeting: words.greeting(employeeName),
    says: words.says,
    facts: [
      { name: words.before, values: accountsIn(words, change.previous) },
      { name: words.after, values: accountsIn(words, change.next) },
      { name: words.when, values: [momentIn(language, timeZone, new Date(change.occurredAt))] },
      { name: words.by, values: [actorIn(words, change.actor)] },
    ],
    closing: [
      words.ifItWasNotYou,
      ...(replacedAt === undefined ? [] : [words.replacedAddress(dayIn(language, timeZone, replacedAt))]),
      words.ifItWasYou,
      words.noLinks,
    ],
  };
};

const textOf = ({ greeting, says, facts, closing }: Notice): string =>
  [
    greeting,
    says,
    facts.map(({ name, values }) => `${name}: ${values.join('; ')}`).join('\n'),
    ...closing,
  ].join('\n\n');

const htmlOf = ({ language, greeting, says, facts, closing: [first = '', ...rest] }: Notice): string => {
  const rows = facts.map(
    ({ name, values }) =>
      `<tr><th scope="row" style="text-align:left;vertical-align:top;white-space:nowrap;padding:4px 16px 4px 0">${escapeHtml(name)}</th>` +
      `<td style="vertical-align:top;padding:4px 0">${values.map(escapeHtml).join('<br>')}</td></tr>`,
  );
  return [
    `<div lang="${language}">`,
    `<p>${escapeHtml(greeting)}</p>`,
    `<p>${escapeHtml(says)}</p>`,
    `<table style="border-collapse:collapse">${rows.join('')}</table>`,
    `<p><strong>${escapeHtml(first)}</strong></p>`,
    ...rest.map((line) => `<p>${escapeHtml(line)}</p>`),
    '</div>',
  ].join('\n');
};

export const writeNotice = (
  change: DestinationChangeDetail,
  employee: Pick<LeasedNotices, 'employeeName' | 'timeZone'>,
  recipient: Recipient,
): Mail => {
  const written = recipient.language === undefined ? languages : [recipient.language];
  const notices = written.map((language) => noticeIn(language, change, employee, recipient));
  const subject = written.map((language) => noticeWords[language].subject).join(' / ');
  return {
    to: recipient.address,
    subject,
    text: `${notices.map(textOf).join('\n\n---\n\n')}\n`,
    html: `<!doctype html>
<html lang="${written[0] ?? 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="font-family:sans-serif;line-height:1.5;max-width:40em;margin:0 auto;padding:16px">
${notices.map(htmlOf).join('\n<hr>\n')}
</body>
</html>
`,
  };
};

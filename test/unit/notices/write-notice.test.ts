// The mail itself: both forms say the same, and nothing that stands in a name or a subject becomes markup.

import { writeNotice } from '#shared/notices/write-notice';
import type { DestinationChangeDetail } from '#shared/events/read-change-event';
import { languages } from '#shared/notices/notice-words';

const account = {
  id: '0b9c5a4e-1111-4111-8111-000000000001',
  routingNumber: '021000021',
  accountType: 'checking',
  accountNumberMask: '****6789',
  status: 'active',
};
const change = (values: object = {}): DestinationChangeDetail =>
  ({
    version: 1,
    id: '3f0c6f0e-7b1a-4a52-9a60-5a9a2a1f7c01',
    tenantId: 'acme',
    employeeId: 'e-1001',
    occurredAt: '2026-11-28T20:05:00.000Z',
    actor: 'auth0|5f7c',
    previous: [account],
    next: [{ ...account, accountType: 'savings', accountNumberMask: '****1122', status: 'held' }],
    ...values,
  }) as DestinationChangeDetail;
const employee = { employeeName: 'Ada Alvarez', timeZone: 'America/Chicago' } as const;
const recipient = { address: 'ada@example.com', language: undefined, replacedAt: undefined };
const english = { ...recipient, language: 'en' } as const;

const textOfHtml = (html: string): string =>
  html
    .replace(/<head>.*<\/head>/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"');

const wordsOf = (text: string): readonly string[] =>
  text.split(/[\s:;]+/).filter((word) => word !== '' && word !== '---');

test.each([...languages, undefined])('text and HTML say the same, in %p', (language) => {
  const { text, html } = writeNotice(change(), employee, { ...recipient, language });

  expect(wordsOf(textOfHtml(html))).toEqual(wordsOf(text));
});

test('it says what, when in the tenant’s time zone, and by whom', () => {
  const { text, to } = writeNotice(change(), employee, english);

  expect(to).toBe('ada@example.com');
  expect(text).toContain('Before: Checking account ****6789, routing number 021000021\n');
  expect(text).toContain(
    'Now: Savings account ****1122, routing number 021000021 (held until a payroll administrator has checked it)\n',
  );
  expect(text).toMatch(/When: Saturday, November 28, 2026 at 2:05:00\sPM CST\n/);
  expect(text).toContain('Changed by: auth0|5f7c');
  expect(text).not.toContain('replaced');
});

test.each([
  ['bank', 'Your bank (correction)'],
  ['system:payroll-suite', 'The payroll system'],
  ['bankrobber', 'bankrobber'],
])('%s is called %s', (actor, shown) => {
  expect(writeNotice(change({ actor }), employee, english).text).toContain(`Changed by: ${shown}\n`);
});

test('several accounts stand beside each other, and none is said', () => {
  const { text } = writeNotice(change({ previous: [], next: [account, account] }), employee, {
    ...recipient,
    language: 'es',
  });

  expect(text).toContain('Antes: ninguna cuenta\n');
  expect(text.match(/\*{4}6789/g)).toHaveLength(2);
});

test('what a name or a subject holds stays text', () => {
  const hostile = '<img src=x onerror="alert(1)"> & </td>';
  const { html, text } = writeNotice(
    change({ actor: hostile }),
    { ...employee, employeeName: hostile },
    english,
  );

  expect(html).not.toMatch(/<img|onerror="/);
  expect(textOfHtml(html).split(hostile)).toHaveLength(3);
  expect(text.split(hostile)).toHaveLength(3);
});

// Who may send webhooks: one row for each source, as the deployment's parameter `webhookSources` says it and the function reads it,
// `name:scheme:secret:bus:detail type`, with commas between the sources.

import { fail, succeed, type Result } from '../platform/result.ts';
import type { SignatureScheme } from './signature-scheme.ts';
import { lookUpSignatureScheme } from './signature-schemes.ts';

export type WebhookSource = {
  /** The path of the function's URL at which it sends. */
  readonly name: string;
  readonly scheme: SignatureScheme;
  /** The name of the signing secret in Secrets Manager. */
  readonly secretId: string;
  readonly busName: string;
  readonly detailType: string;
};

/** Before the name of a source: what the events of webhooks are told apart by. */
export const eventSourcePrefix = 'direct-deposits.';

/** As EventBridge names it. */
export const eventSourceOf = ({ name }: WebhookSource): string => `${eventSourcePrefix}${name}`;

const forms: readonly (readonly [what: string, form: RegExp])[] = [
  ['a name (a-z, 0-9 and -)', /^[a-z][a-z0-9-]{0,39}$/],
  ['a signature scheme', /^[a-z0-9-]{1,40}$/],
  ['the name of a secret', /^[A-Za-z0-9/_+=.@-]{1,200}$/],
  ['the name of an event bus', /^[A-Za-z0-9/._-]{1,256}$/],
  ['a detail type', /^[A-Za-z0-9._#-]{1,128}$/],
];

const parseOne = (text: string): Result<WebhookSource, string> => {
  const parts = text.trim().split(':');
  const wrong = forms.find(([, form], index) => !form.test(parts[index] ?? ''));
  if (wrong !== undefined) return fail(`the source ${JSON.stringify(text)} lacks ${wrong[0]}`);
  if (parts.length > forms.length) return fail(`the source ${JSON.stringify(text)} has more than five parts`);
  const [name = '', schemeName = '', secretId = '', busName = '', detailType = ''] = parts;
  const scheme = lookUpSignatureScheme(schemeName);
  if (scheme === undefined) return fail(`there is no signature scheme ${schemeName}`);
  return succeed({ name, scheme, secretId, busName, detailType });
};

/** @returns a failure in words where one is not right, or two have one name */
export const parseWebhookSources = (text: string): Result<readonly WebhookSource[], string> => {
  const sources: WebhookSource[] = [];
  for (const each of text.split(',').filter((part) => part.trim() !== '')) {
    const source = parseOne(each);
    if (!source.ok) return source;
    if (sources.some(({ name }) => name === source.value.name))
      return fail(`there are two sources ${source.value.name}`);
    sources.push(source.value);
  }
  return succeed(sources);
};

export const formatWebhookSource = ({ name, scheme, secretId, busName, detailType }: WebhookSource): string =>
  [name, scheme.name, secretId, busName, detailType].join(':');

// The options that the webhook commands share: where to, how signed, with which secret.

import { type Command, InvalidArgumentError } from 'commander';
import { fail, succeed, type Result } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import { lookUpSignatureScheme, signatureSchemes } from '#shared/webhook/signature-schemes';
import type { SignatureScheme } from '#shared/webhook/signature-scheme';
import { readTextFile } from '../command-line/read-text-file.ts';

export type TargetOptions = {
  readonly url: URL;
  readonly scheme: SignatureScheme;
  readonly secretFile: string;
};

const parseUrl = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new InvalidArgumentError('Give an http or https address.');
  return url;
};

export const schemeNames = signatureSchemes.map(({ name }) => name).join(' or ');

export const parseScheme = (text: string): SignatureScheme => {
  const scheme = lookUpSignatureScheme(text);
  if (scheme === undefined) throw new InvalidArgumentError(`Schemes are ${schemeNames}.`);
  return scheme;
};

export const addTargetOptions = (command: Command): Command =>
  command
    .requiredOption('--url <url>', 'where to', parseUrl)
    .requiredOption('--scheme <name>', `how it is signed: ${schemeNames}`, parseScheme)
    .requiredOption('--secret-file <file>', 'a file that holds the signing secret and nothing else');

/** The secret, without the line end that editors add. */
export const readSecret = (path: string): Result<Secret<string>, string> => {
  const file = readTextFile(path);
  if (!file.ok) return fail(`The file of the secret ${file.failure}.`);
  const text = file.value.replace(/\r?\n$/, '');
  return text === '' || text.includes('\n')
    ? fail('The file of the secret has to hold one line.')
    : succeed(new Secret(text));
};

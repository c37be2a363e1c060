// Mails that were sent, as files: the text as a mail program shows it, and the HTML to be opened in a browser.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parseJson } from '#shared/platform/parse-json';

const body = v.object({ Data: v.string() });

/** As much of SendEmail's request as is shown. */
export const sentMail = v.object({
  FromEmailAddress: v.string(),
  Destination: v.object({ ToAddresses: v.array(v.string()) }),
  Content: v.object({
    Simple: v.object({ Subject: body, Body: v.object({ Text: body, Html: body }) }),
  }),
});

const kept = v.object({
  id: v.string(),
  from: v.string(),
  to: v.string(),
  subject: v.string(),
  text: v.string(),
  html: v.string(),
});

export type SentMail = Readonly<v.InferOutput<typeof kept>>;

/** What may stand in a file's name, whatever an address has. */
const nameOf = (address: string): string => address.replaceAll(/[^A-Za-z0-9@._+-]/g, '_');

export class Mailbox {
  readonly folder: string;
  #sent: number;

  /** @param folder made where it is not there; what it holds already is kept */
  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#sent = this.mails().length;
  }

  put(mail: SentMail): void {
    this.#sent += 1;
    const name = join(this.folder, `${String(this.#sent).padStart(4, '0')}-${nameOf(mail.to)}`);
    const { id, from, to, subject, text, html } = mail;
    writeFileSync(
      `${name}.txt`,
      `From: ${from}\nTo: ${to}\nSubject: ${subject}\nMessage-ID: ${id}\n\n${text}`,
    );
    writeFileSync(`${name}.html`, html);
    writeFileSync(`${name}.json`, JSON.stringify(mail));
  }

  /** Oldest first. */
  mails(): readonly SentMail[] {
    return readdirSync(this.folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => v.parse(kept, parseJson(readFileSync(join(this.folder, name), 'utf8'))));
  }
}

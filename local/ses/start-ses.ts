// An Amazon SES on loopback for laptops and tests: SendEmail of its API v2, whose mails become files in a folder and go nowhere else.

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { parseJson } from '#shared/platform/parse-json';
import { closeServer, listen } from '../process/http-server.ts';
import { Mailbox, sentMail, type SentMail } from './mailbox.ts';

/** What a test may have the endpoint do instead of sending. */
export type SesFault =
  { readonly name: string; readonly status: number } | { readonly lost: 'request' | 'answer' };

export type LocalSes = {
  readonly port: number;
  readonly url: string;
  readonly mailbox: Mailbox;
  /** Asked for each mail; `undefined` lets it be sent. */
  readonly setFault: (fault: ((to: string) => SesFault | undefined) | undefined) => void;
  readonly stop: () => Promise<void>;
};

const path = '/v2/email/outbound-emails';
const signature =
  /^AWS4-HMAC-SHA256 Credential=[^,]+\/ses\/aws4_request, ?SignedHeaders=[^,]+, ?Signature=[0-9a-f]{64}$/;

/** @param port 0 for any free one */
export const startSes = async (
  { port: wanted, folder }: { readonly port: number; readonly folder: string },
  onMail: (mail: SentMail) => void = () => undefined,
): Promise<LocalSes> => {
  const mailbox = new Mailbox(folder);
  let faultOf: (to: string) => SesFault | undefined = () => undefined;

  const refuse = (response: ServerResponse, status: number, name: string, message: string): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': name });
    response.end(JSON.stringify({ message }));
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const received = await text(request);
    if (!signature.test(request.headers.authorization ?? '')) {
      refuse(response, 403, 'MissingAuthenticationTokenException', 'The request is not signed');
      return;
    }
    if (request.method !== 'POST' || request.url !== path) {
      refuse(
        response,
        404,
        'NotFoundException',
        `The local SES does not do ${request.method} ${request.url}`,
      );
      return;
    }
    const parsed = v.safeParse(sentMail, parseJson(received));
    const to = parsed.success ? parsed.output.Destination.ToAddresses : [];
    const [address] = to;
    if (!parsed.success || address === undefined || to.length > 1) {
      refuse(response, 400, 'BadRequestException', 'The local SES sends a simple mail to one address');
      return;
    }
    const fault = faultOf(address);
    if (fault !== undefined && 'name' in fault) {
      refuse(response, fault.status, fault.name, 'Injected failure');
      return;
    }
    if (fault?.lost === 'request') {
      response.destroy();
      return;
    }
    const { FromEmailAddress: from, Content: content } = parsed.output;
    const { Subject: subject, Body: body } = content.Simple;
    const mail = {
      id: randomUUID(),
      from,
      to: address,
      subject: subject.Data,
      text: body.Text.Data,
      html: body.Html.Data,
    };
    mailbox.put(mail);
    onMail(mail);
    if (fault?.lost === 'answer') {
      response.destroy();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ MessageId: mail.id }));
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  const port = await listen(server, wanted);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    mailbox,
    setFault: (fault) => {
      faultOf = fault ?? (() => undefined);
    },
    stop: () => closeServer(server),
  };
};

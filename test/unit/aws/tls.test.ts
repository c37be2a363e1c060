// Our own transport over TLS: the handshake is over before the first request, and an untrusted certificate is refused.

import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createCertificate } from '#local/sql-server/tls/certificate';
import { awsErrorFacts } from '#shared/aws/aws-error';
import { createSignedSender } from '#shared/aws/signed/signed-sender';
import { hotPathPatience } from '#shared/aws/patience';
import { callerEnvironment } from '../../contract/aws-transport/calls.ts';

const trusted = getCACertificates('default');
const { certificatePem, keyPem } = createCertificate();
let server: Server;
let handshakes = 0;

beforeAll(async () => {
  server = createServer({ cert: certificatePem, key: keyPem }, (request, response) => {
    request.resume().on('end', () => response.end('{}'));
  });
  server.on('secureConnection', () => (handshakes += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => setDefaultCACertificates(trusted));

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const open = () => {
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  return createSignedSender({ service: 'kms', env: callerEnvironment(url), ...hotPathPatience });
};
const request = { path: '/', headers: {}, body: '{}' };

test('the handshake is made ahead and serves the requests that follow', async () => {
  setDefaultCACertificates([certificatePem]);
  const { prepare, send, close } = open();
  const before = handshakes;
  const shaken = once(server, 'secureConnection');
  await prepare();
  await shaken;

  const answers = [await send(request, 5_000), await send(request, 5_000)];
  close();

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(handshakes - before).toBe(1);
});

test('an untrusted certificate is refused, prepared or not', async () => {
  const { prepare, send, close } = open();

  const first = await send(request, 5_000).catch((error: unknown) => awsErrorFacts(error).name);
  await prepare();
  const second = await send(request, 5_000).catch((error: unknown) => awsErrorFacts(error).name);
  close();

  expect([first, second]).toEqual(['DEPTH_ZERO_SELF_SIGNED_CERT', 'DEPTH_ZERO_SELF_SIGNED_CERT']);
});

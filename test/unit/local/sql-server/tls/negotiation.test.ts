// The table of MS-TDS 2.2.6.5 for a client that says off (0), on (1), not supported (2) or required (3).
import { X509Certificate } from 'node:crypto';
import { createCertificate, createCertificateOfAuthority } from '#local/sql-server/tls/certificate';
import { negotiate } from '#local/sql-server/tls/negotiation';

test.each([
  ['on', 0, 0, 'login', false],
  ['on', 1, 1, 'everything', false],
  ['on', 2, 2, 'nothing', false],
  ['on', 3, 1, 'everything', false],
  ['required', 0, 3, 'everything', false],
  ['required', 2, 3, 'nothing', true],
  ['off', 1, 0, 'login', false],
  ['off', 2, 2, 'nothing', false],
  ['not-supported', 1, 2, 'nothing', false],
] as const)('a server %s and a client %i: %i, %s', (server, client, answer, covers, isRefused) => {
  expect(negotiate(server, client)).toEqual({ answer, covers, isRefused });
});

test('the certificate is its own authority, for this machine, for now', () => {
  const now = new Date('2026-01-02T03:04:05Z');
  const certificate = new X509Certificate(createCertificate(now).certificatePem);

  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.ca).toBe(true);
  expect(certificate.checkHost('localhost')).toBe('localhost');
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(certificate.checkHost('example.com')).toBeUndefined();
  expect(new Date(certificate.validFrom).toISOString()).toBe('2026-01-01T03:04:05.000Z');
  expect(new Date(certificate.validTo).toISOString()).toBe('2026-02-01T03:04:05.000Z');
});

test('a certificate of an authority is the server’s, and the authority’s is not', () => {
  const { authorityPem, certificatePem } = createCertificateOfAuthority();
  const [authority, server] = [new X509Certificate(authorityPem), new X509Certificate(certificatePem)];

  expect([authority.ca, server.ca]).toEqual([true, false]);
  expect(server.checkIssued(authority)).toBe(true);
  expect(server.verify(authority.publicKey)).toBe(true);
  expect(server.verify(server.publicKey)).toBe(false);
  expect([server.checkHost('localhost'), authority.checkHost('localhost')]).toEqual(['localhost', undefined]);
});

test('no two certificates are the same', () => {
  expect(createCertificate().certificatePem).not.toBe(createCertificate().certificatePem);
});

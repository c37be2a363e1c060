// A certificate for this run of the server: self-signed, for localhost and 127.0.0.1, so that a client that is given it can
// check it in full. The key never leaves the process.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { der } from './der.ts';

export type ServerCertificate = { certificatePem: string; keyPem: string };

const oid = {
  commonName: '2.5.4.3',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  subjectAlternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  serverAuthentication: '1.3.6.1.5.5.7.3.1',
} as const;

const extension = (id: string, isCritical: boolean, value: Buffer): Buffer =>
  der.sequence(der.objectId(id), ...(isCritical ? [der.boolean(true)] : []), der.octetString(value));

const extensions = (): Buffer =>
  der.sequence(
    // Its own authority: a client trusts exactly this certificate.
    extension(oid.basicConstraints, true, der.sequence(der.boolean(true))),
    // digitalSignature and keyCertSign.
    extension(oid.keyUsage, true, der.bitString(Buffer.from([0x84]), 2)),
    extension(oid.extendedKeyUsage, false, der.sequence(der.objectId(oid.serverAuthentication))),
    extension(
      oid.subjectAlternativeName,
      false,
      der.sequence(
        der.implicit(2, Buffer.from('localhost', 'latin1')),
        der.implicit(7, Buffer.from([127, 0, 0, 1])),
      ),
    ),
  );

const dayMs = 86_400_000;

export const createCertificate = (now = new Date()): ServerCertificate => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der.sequence(der.objectId(oid.ecdsaWithSha256));
  const name = der.sequence(
    der.set(der.sequence(der.objectId(oid.commonName), der.utf8('Embedded SQL Server endpoint'))),
  );
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = der.sequence(
    der.explicit(0, der.integer(Buffer.from([2]))),
    der.integer(serial),
    algorithm,
    name,
    // A clock that is a little behind is forgiven; a server does not run for a month.
    der.sequence(
      der.utcTime(new Date(now.getTime() - dayMs)),
      der.utcTime(new Date(now.getTime() + 30 * dayMs)),
    ),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der.explicit(3, extensions()),
  );
  const certificate = der.sequence(body, algorithm, der.bitString(sign('sha256', body, privateKey)));
  const lines = certificate.toString('base64').replaceAll(/.{1,64}/g, '$&\n');
  return {
    certificatePem: `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`,
    keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
};

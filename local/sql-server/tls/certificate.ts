// A certificate for this run of the server: self-signed, for localhost and 127.0.0.1, so that a client that is given it can
// check it in full. The key never leaves the process.
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
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

const localNames = extension(
  oid.subjectAlternativeName,
  false,
  der.sequence(
    der.implicit(2, Buffer.from('localhost', 'latin1')),
    der.implicit(7, Buffer.from([127, 0, 0, 1])),
  ),
);
const forServers = extension(
  oid.extendedKeyUsage,
  false,
  der.sequence(der.objectId(oid.serverAuthentication)),
);
const isAuthority = extension(oid.basicConstraints, true, der.sequence(der.boolean(true)));
/** Bits from the highest: digitalSignature 0x80, keyCertSign 0x04. */
const keyUsage = (bits: number, unused: number): Buffer =>
  extension(oid.keyUsage, true, der.bitString(Buffer.from([bits]), unused));

const dayMs = 86_400_000;

const nameOf = (commonName: string): Buffer =>
  der.sequence(der.set(der.sequence(der.objectId(oid.commonName), der.utf8(commonName))));

type Issued = {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signingKey: KeyObject;
  readonly extensions: readonly Buffer[];
  readonly now: Date;
};

const issue = ({ subject, issuer, publicKey, signingKey, extensions, now }: Issued): string => {
  const algorithm = der.sequence(der.objectId(oid.ecdsaWithSha256));
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = der.sequence(
    der.explicit(0, der.integer(Buffer.from([2]))),
    der.integer(serial),
    algorithm,
    nameOf(issuer),
    // A clock that is a little behind is forgiven; a server does not run for a month.
    der.sequence(
      der.utcTime(new Date(now.getTime() - dayMs)),
      der.utcTime(new Date(now.getTime() + 30 * dayMs)),
    ),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der.explicit(3, der.sequence(...extensions)),
  );
  const certificate = der.sequence(body, algorithm, der.bitString(sign('sha256', body, signingKey)));
  const lines = certificate.toString('base64').replaceAll(/.{1,64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`;
};

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Its own authority: a client trusts exactly this certificate. */
export const createCertificate = (now = new Date()): ServerCertificate => {
  const { publicKey, privateKey } = newKeys();
  const name = 'Embedded SQL Server endpoint';
  const extensions = [isAuthority, keyUsage(0x84, 2), forServers, localNames];
  const certificatePem = issue({
    ...{ subject: name, issuer: name, publicKey },
    ...{ signingKey: privateKey, extensions, now },
  });
  return { certificatePem, keyPem: pemOf(privateKey) };
};

/** Of an authority of its own, for clients that take no authority's certificate for a server's. */
export const createCertificateOfAuthority = (
  now = new Date(),
): ServerCertificate & { authorityPem: string } => {
  const [authority, server] = [newKeys(), newKeys()];
  const [authorityName, serverName] = ['Local authority', 'Local endpoint'];
  const signing = { issuer: authorityName, signingKey: authority.privateKey, now };
  return {
    authorityPem: issue({
      ...signing,
      subject: authorityName,
      publicKey: authority.publicKey,
      extensions: [isAuthority, keyUsage(0x04, 2)],
    }),
    certificatePem: issue({
      ...signing,
      subject: serverName,
      publicKey: server.publicKey,
      extensions: [keyUsage(0x80, 7), forServers, localNames],
    }),
    keyPem: pemOf(server.privateKey),
  };
};

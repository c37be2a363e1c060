// The algorithm suites of the AWS Encryption SDK, one row each (AWS Encryption SDK Developer Guide, "Algorithms reference").
// All of them are AES-GCM with a 96-bit IV and a 128-bit tag; a suite of message format 2 commits to its key.

export type SuiteSignature = { readonly curve: 'P-256' | 'P-384'; readonly hash: 'sha256' | 'sha384' };

export type AlgorithmSuite = {
  readonly id: number;
  /** Of the message format that carries it. */
  readonly messageVersion: 1 | 2;
  readonly keyBytes: 16 | 24 | 32;
  /** Of HKDF; undefined where the data key itself encrypts. */
  readonly kdfHash?: 'sha256' | 'sha384' | 'sha512';
  /** ECDSA over the whole message, in its footer. */
  readonly signature?: SuiteSignature;
};

const p256 = { curve: 'P-256', hash: 'sha256' } as const;
const p384 = { curve: 'P-384', hash: 'sha384' } as const;

const suites: readonly AlgorithmSuite[] = [
  { id: 0x0014, messageVersion: 1, keyBytes: 16 },
  { id: 0x0046, messageVersion: 1, keyBytes: 24 },
  { id: 0x0078, messageVersion: 1, keyBytes: 32 },
  { id: 0x0114, messageVersion: 1, keyBytes: 16, kdfHash: 'sha256' },
  { id: 0x0146, messageVersion: 1, keyBytes: 24, kdfHash: 'sha256' },
  { id: 0x0178, messageVersion: 1, keyBytes: 32, kdfHash: 'sha256' },
  { id: 0x0214, messageVersion: 1, keyBytes: 16, kdfHash: 'sha256', signature: p256 },
  { id: 0x0346, messageVersion: 1, keyBytes: 24, kdfHash: 'sha384', signature: p384 },
  { id: 0x0378, messageVersion: 1, keyBytes: 32, kdfHash: 'sha384', signature: p384 },
  { id: 0x0478, messageVersion: 2, keyBytes: 32, kdfHash: 'sha512' },
  { id: 0x0578, messageVersion: 2, keyBytes: 32, kdfHash: 'sha512', signature: p384 },
];

export const findAlgorithmSuite = (id: number, messageVersion: number): AlgorithmSuite | undefined =>
  suites.find((suite) => suite.id === id && suite.messageVersion === messageVersion);

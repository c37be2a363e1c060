// The keys and aliases of the local KMS, in memory or in one file that only its owner may read. A development stand-in:
// key material lies there in the clear.

import { randomBytes, randomUUID } from 'node:crypto';
import { AwsJsonError, validationError } from '../aws-json/aws-json-error.ts';
import { openOwnerFile, type OwnerFile } from '../aws-json/owner-file.ts';

export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion';

export type Key = {
  readonly keyId: string;
  readonly material: Buffer;
  readonly description: string;
  readonly createdAtMs: number;
  state: KeyState;
};

const account = '000000000000';

const isKeyState = (value: unknown): value is KeyState =>
  value === 'Enabled' || value === 'Disabled' || value === 'PendingDeletion';

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

export class KeyRing {
  readonly #keys = new Map<string, Key>();
  readonly #aliases = new Map<string, string>();
  readonly #file: OwnerFile | undefined;
  readonly #region: string;

  constructor(region: string, dataDirectory?: string) {
    this.#region = region;
    this.#file = openOwnerFile(dataDirectory, 'kms-keys.json');
    if (this.#file !== undefined) this.#load(this.#file);
  }

  create(description: string): Key {
    const key: Key = {
      keyId: randomUUID(),
      material: randomBytes(32),
      description,
      createdAtMs: Date.now(),
      state: 'Enabled',
    };
    this.#keys.set(key.keyId, key);
    this.#save();
    return key;
  }

  createAlias(aliasName: string, target: string): void {
    if (!/^alias\/(?!aws\/)[A-Za-z0-9/_-]{1,250}$/.test(aliasName)) {
      throw new AwsJsonError('InvalidAliasNameException', 'The alias name is not allowed');
    }
    if (this.#aliases.has(aliasName)) throw new AwsJsonError('AlreadyExistsException', 'The alias exists');
    this.#aliases.set(aliasName, this.find(target).keyId);
    this.#save();
  }

  setState(key: Key, state: KeyState): void {
    key.state = state;
    this.#save();
  }

  /** By id, ARN, alias or alias ARN. */
  find(reference: string): Key {
    const name = reference.startsWith('arn:') ? reference.split(':').slice(5).join(':') : reference;
    const keyId = this.#aliases.get(name) ?? name.replace(/^key\//, '');
    const key = this.#keys.get(keyId);
    if (key === undefined) throw new AwsJsonError('NotFoundException', 'The key does not exist');
    return key;
  }

  findUsable(reference: string): Key {
    const key = this.find(reference);
    if (key.state === 'Disabled')
      throw new AwsJsonError('DisabledException', `${this.arn(key)} is disabled.`);
    if (key.state === 'PendingDeletion') {
      throw new AwsJsonError('KMSInvalidStateException', `${this.arn(key)} is pending deletion.`);
    }
    return key;
  }

  arn(key: Key): string {
    return `arn:aws:kms:${this.#region}:${account}:key/${key.keyId}`;
  }

  describe(key: Key): Readonly<Record<string, unknown>> {
    return {
      AWSAccountId: account,
      Arn: this.arn(key),
      CreationDate: key.createdAtMs / 1000,
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      Description: key.description,
      Enabled: key.state === 'Enabled',
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      KeyId: key.keyId,
      KeyManager: 'CUSTOMER',
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyState: key.state,
      KeyUsage: 'ENCRYPT_DECRYPT',
      MultiRegion: false,
      Origin: 'AWS_KMS',
    };
  }

  #load({ path, read }: OwnerFile): void {
    const saved = new Map<string, unknown>(entriesOf(read()));
    for (const [keyId, entry] of entriesOf(saved.get('keys'))) {
      const fields = new Map<string, unknown>(entriesOf(entry));
      const state = fields.get('state');
      const material = Buffer.from(String(fields.get('material')), 'base64');
      if (!isKeyState(state) || material.length !== 32) throw validationError(`${path} holds a broken key`);
      const description = String(fields.get('description'));
      const createdAtMs = Number(fields.get('createdAtMs'));
      this.#keys.set(keyId, { keyId, material, description, createdAtMs, state });
    }
    for (const [alias, keyId] of entriesOf(saved.get('aliases'))) this.#aliases.set(alias, String(keyId));
  }

  #save(): void {
    if (this.#file === undefined) return;
    const keys = new Map(
      [...this.#keys.values()].map(({ keyId, material, ...rest }) => [
        keyId,
        { ...rest, material: material.toString('base64') },
      ]),
    );
    const saved = { keys: Object.fromEntries(keys), aliases: Object.fromEntries(this.#aliases) };
    this.#file.write(saved);
  }
}

// The secrets of the local Secrets Manager: versions under their stages, in memory or in one file that only its owner may read. A
// development stand-in: they lie there in the clear.

import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { AwsJsonError } from '../aws-json/aws-json-error.ts';
import { openOwnerFile, type OwnerFile } from '../aws-json/owner-file.ts';

const versionSchema = v.object({
  id: v.string(),
  text: v.string(),
  storedAtMs: v.number(),
  stages: v.array(v.string()),
});
const secretSchema = v.object({ name: v.string(), arn: v.string(), versions: v.array(versionSchema) });

export type SecretVersion = v.InferOutput<typeof versionSchema>;
export type StoredSecret = v.InferOutput<typeof secretSchema>;

const account = '000000000000';
/** As it ends an ARN: six characters of its own. */
const arnOf = (region: string, name: string): string =>
  `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${randomUUID().slice(0, 6)}`;

export class SecretVault {
  readonly #secrets = new Map<string, StoredSecret>();
  readonly #region: string;
  readonly #file: OwnerFile | undefined;

  readonly #nowMs: () => number;

  constructor(region: string, nowMs: () => number, dataDirectory?: string) {
    this.#region = region;
    this.#nowMs = nowMs;
    this.#file = openOwnerFile(dataDirectory, 'secrets.json');
    const saved = v.parse(v.optional(v.array(secretSchema), []), this.#file?.read());
    for (const secret of saved) this.#secrets.set(secret.name, secret);
  }

  create(name: string): StoredSecret {
    if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name))
      throw new AwsJsonError('InvalidParameterException', 'The name of a secret has other characters');
    if (this.#secrets.has(name))
      throw new AwsJsonError('ResourceExistsException', `The secret ${name} exists already`);
    const secret: StoredSecret = { name, arn: arnOf(this.#region, name), versions: [] };
    this.#secrets.set(name, secret);
    this.#save();
    return secret;
  }

  /** @param id a name or an ARN */
  find(id: string): StoredSecret {
    const found = this.#secrets.get(id) ?? [...this.#secrets.values()].find(({ arn }) => arn === id);
    if (found === undefined)
      throw new AwsJsonError('ResourceNotFoundException', 'Secrets Manager can’t find the specified secret.');
    return found;
  }

  /** The new version becomes the current one, and that one the previous; the same token again changes nothing. */
  put(id: string, text: string, token: string): SecretVersion {
    const secret = this.find(id);
    const same = secret.versions.find((version) => version.id === token);
    if (same?.text === text) return same;
    if (same !== undefined)
      throw new AwsJsonError('ResourceExistsException', 'The version exists with another value');
    const before = secret.versions.find(({ stages }) => stages.includes('AWSCURRENT'));
    const version: SecretVersion = { id: token, text, storedAtMs: this.#nowMs(), stages: ['AWSCURRENT'] };
    secret.versions = [...(before === undefined ? [] : [{ ...before, stages: ['AWSPREVIOUS'] }]), version];
    this.#save();
    return version;
  }

  get(id: string, stage: string): { readonly secret: StoredSecret; readonly version: SecretVersion } {
    const secret = this.find(id);
    const version = secret.versions.find(({ stages }) => stages.includes(stage));
    if (version === undefined)
      throw new AwsJsonError(
        'ResourceNotFoundException',
        `Secrets Manager can’t find the specified secret value for staging label: ${stage}`,
      );
    return { secret, version };
  }

  #save(): void {
    this.#file?.write([...this.#secrets.values()]);
  }
}

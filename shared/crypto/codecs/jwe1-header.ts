// The protected header of a `jwe1` envelope: six members, with the commitment to the key seven, and only one way to spell them.
// The text has to equal its own compact serialisation, which refuses white space, escapes and repeated members.

import { parseJson } from '../../platform/parse-json.ts';

export type Jwe1Header = {
  readonly keyVersion: number;
  readonly tid: string;
  readonly pur: string;
  readonly ver: number;
  /** 32 bytes in base64url (`com`); absent in envelopes from before there was one. */
  readonly com?: string | undefined;
};

/** What the commitment of a data key is for. */
export const jwe1CommitmentLabel = 'direct-deposits/jwe1/commitment/1';

const memberNames: ReadonlySet<string> = new Set(['alg', 'enc', 'kid', 'tid', 'pur', 'ver']);
const commitmentPattern = /^[A-Za-z0-9_-]{43}$/;
const keyIdPattern = /^key#([1-9][0-9]{0,8})$/;
const maxHeaderBytes = 1024;

/** `undefined` for anything but the one form that `writeJwe1Header` makes (in any order of members). */
export const parseJwe1Header = (bytes: Buffer): Jwe1Header | undefined => {
  if (bytes.length > maxHeaderBytes) return undefined;
  const text = bytes.toString('utf8');
  const parsed = parseJson(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  if (JSON.stringify(parsed) !== text) return undefined;
  const members = new Map<string, unknown>(Object.entries(parsed));
  const com = members.get('com');
  if (members.has('com') && (typeof com !== 'string' || !commitmentPattern.test(com))) return undefined;
  members.delete('com');
  if (members.size !== memberNames.size || ![...members.keys()].every((name) => memberNames.has(name))) {
    return undefined;
  }
  const [kid, tid, pur, ver] = [
    members.get('kid'),
    members.get('tid'),
    members.get('pur'),
    members.get('ver'),
  ];
  if (members.get('alg') !== 'dir' || members.get('enc') !== 'A256GCM') return undefined;
  if (typeof kid !== 'string' || typeof tid !== 'string' || typeof pur !== 'string') return undefined;
  const keyVersion = keyIdPattern.exec(kid)?.[1];
  if (keyVersion === undefined || typeof ver !== 'number' || !Number.isSafeInteger(ver) || ver < 1) {
    return undefined;
  }
  return { keyVersion: Number(keyVersion), tid, pur, ver, ...(typeof com === 'string' ? { com } : {}) };
};

export const writeJwe1Header = ({ keyVersion, tid, pur, ver, com }: Jwe1Header): Buffer =>
  Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid: `key#${keyVersion}`, tid, pur, ver, com }));

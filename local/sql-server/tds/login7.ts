// LOGIN7 (MS-TDS 2.2.6.4): who logs in, to which database, with which packet size.
export type Login = {
  tdsVersion: number;
  packetSize: number;
  hostName: string;
  user: string;
  password: string;
  applicationName: string;
  database: string;
};

// No field is longer than 128 characters on SQL Server either.
const textAt = (payload: Buffer, slot: number): Buffer => {
  const offset = payload.readUInt16LE(slot);
  const characters = payload.readUInt16LE(slot + 2);
  if (characters > 128 || offset + characters * 2 > payload.length)
    throw new RangeError('A field of the login lies outside of it');
  return payload.subarray(offset, offset + characters * 2);
};

// Not encryption: nibbles swapped, then every bit of 0xA5 flipped.
const revealPassword = (obfuscated: Buffer): string =>
  Buffer.from(obfuscated.map((byte) => (((byte ^ 0xa5) << 4) | ((byte ^ 0xa5) >> 4)) & 0xff)).toString(
    'utf16le',
  );

export const parseLogin7 = (payload: Buffer): Login => ({
  tdsVersion: payload.readUInt32LE(4),
  packetSize: payload.readUInt32LE(8),
  hostName: textAt(payload, 36).toString('utf16le'),
  user: textAt(payload, 40).toString('utf16le'),
  password: revealPassword(textAt(payload, 44)),
  applicationName: textAt(payload, 48).toString('utf16le'),
  database: textAt(payload, 68).toString('utf16le'),
});

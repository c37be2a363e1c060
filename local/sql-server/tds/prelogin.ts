// PRELOGIN (MS-TDS 2.2.6.5): version, encryption, instance, thread, MARS.
export const encryption = { off: 0, on: 1, notSupported: 2, required: 3 } as const;

/** What the client asks for; a PRELOGIN that says nothing asks for nothing. */
export const parseEncryption = (payload: Buffer): number => {
  for (let at = 0; at + 5 <= payload.length && payload[at] !== 0xff; at += 5) {
    if (payload[at] !== 1) continue;
    return payload[payload.readUInt16BE(at + 1)] ?? encryption.notSupported;
  }
  return encryption.notSupported;
};

export const presentPrelogin = (answer: number): Buffer => {
  // 16.0.1000: what the endpoint models, SQL Server 2022.
  const fields: readonly [number, Buffer][] = [
    [0, Buffer.from([16, 0, 0x03, 0xe8, 0, 0])],
    [1, Buffer.from([answer])],
    [2, Buffer.from([0])],
    [3, Buffer.alloc(0)],
    [4, Buffer.from([0])],
  ];
  const head = Buffer.alloc(fields.length * 5 + 1);
  let offset = head.length;
  fields.forEach(([token, data], index) => {
    head.writeUInt8(token, index * 5);
    head.writeUInt16BE(offset, index * 5 + 1);
    head.writeUInt16BE(data.length, index * 5 + 3);
    offset += data.length;
  });
  head.writeUInt8(0xff, fields.length * 5);
  return Buffer.concat([head, ...fields.map(([, data]) => data)]);
};

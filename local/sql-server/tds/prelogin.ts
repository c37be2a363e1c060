// PRELOGIN (MS-TDS 2.2.6.5): version, encryption, instance, thread, MARS. Encryption is not offered yet; TLS inside TDS 7.4
// starts here, by answering `on` and handing the socket to a TLS layer before LOGIN7.
export const encryption = { off: 0, on: 1, notSupported: 2, required: 3 } as const;

export const presentPrelogin = (): Buffer => {
  // 16.0.1000: what the endpoint models, SQL Server 2022.
  const fields: readonly [number, Buffer][] = [
    [0, Buffer.from([16, 0, 0x03, 0xe8, 0, 0])],
    [1, Buffer.from([encryption.notSupported])],
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

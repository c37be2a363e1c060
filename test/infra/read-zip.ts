// Reads the files of a small zip archive (no encryption, no zip64): name to content.

import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;

export const readZip = (archive: Buffer): Map<string, Buffer> => {
  let end = archive.length - 22;
  while (archive.readUInt32LE(end) !== endOfDirectory) end -= 1;
  const files = new Map<string, Buffer>();
  let entry = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, nameLength] = [10, 20, 28].map((at) =>
      at === 20 ? archive.readUInt32LE(entry + at) : archive.readUInt16LE(entry + at),
    ) as [number, number, number];
    const extraLength = archive.readUInt16LE(entry + 30);
    const commentLength = archive.readUInt16LE(entry + 32);
    const local = archive.readUInt32LE(entry + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const stored = archive.subarray(start, start + size);
    const name = archive.toString('utf8', entry + 46, entry + 46 + nameLength);
    files.set(name, method === 0 ? stored : inflateRawSync(stored));
    entry += 46 + nameLength + extraLength + commentLength;
  }
  return files;
};

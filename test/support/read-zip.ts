// Reads the files of a small zip archive (no encryption, no zip64): name to content, or to the mode it is unpacked with.

import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;

type Entry = { readonly name: string; readonly mode: number; readonly content: () => Buffer };

const entriesOf = (archive: Buffer): Entry[] => {
  let end = archive.length - 22;
  while (archive.readUInt32LE(end) !== endOfDirectory) end -= 1;
  const entries: Entry[] = [];
  let entry = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const method = archive.readUInt16LE(entry + 10);
    const size = archive.readUInt32LE(entry + 20);
    const nameLength = archive.readUInt16LE(entry + 28);
    const extraLength = archive.readUInt16LE(entry + 30);
    const commentLength = archive.readUInt16LE(entry + 32);
    const local = archive.readUInt32LE(entry + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const stored = archive.subarray(start, start + size);
    entries.push({
      name: archive.toString('utf8', entry + 46, entry + 46 + nameLength),
      mode: (archive.readUInt32LE(entry + 38) >>> 16) & 0o777,
      content: () => (method === 0 ? stored : inflateRawSync(stored)),
    });
    entry += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
};

export const readZip = (archive: Buffer): Map<string, Buffer> =>
  new Map(entriesOf(archive).map(({ name, content }) => [name, content()]));

export const modesInZip = (archive: Buffer): Map<string, number> =>
  new Map(entriesOf(archive).map(({ name, mode }) => [name, mode]));

// The encryption context of a message: names and values, serialised in one way, sorted by the bytes of the names
// (AWS Encryption SDK message format, "Additional authenticated data").

import { ByteReader } from './byte-reader.ts';

export type MessageContext = ReadonlyMap<string, string>;

const counted = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** Empty for no pairs at all; otherwise their number and each with its lengths. */
export const serializeContext = (context: MessageContext): Buffer => {
  if (context.size === 0) return Buffer.alloc(0);
  const pairs = [...context].toSorted(([left], [right]) =>
    Buffer.compare(Buffer.from(left), Buffer.from(right)),
  );
  const count = Buffer.alloc(2);
  count.writeUInt16BE(pairs.length);
  return Buffer.concat([count, ...pairs.flat().map(counted)]);
};

/**
 * The stored section without its length, in whatever order: writers differ in that, and the header's tag is over the bytes as
 * they are. `undefined` for a name twice, for text that is not UTF-8, and for a section that does not end where it should.
 */
export const parseContext = (section: Buffer): MessageContext | undefined => {
  const context = new Map<string, string>();
  if (section.length === 0) return context;
  const reader = new ByteReader(section);
  const count = reader.number(2);
  let isText = true;
  const readText = (): string => {
    const bytes = reader.counted();
    const text = bytes.toString('utf8');
    isText &&= Buffer.from(text, 'utf8').equals(bytes);
    return text;
  };
  for (let index = 0; index < count && !reader.isShort; index += 1) context.set(readText(), readText());
  return reader.isAtEnd && isText && count > 0 && context.size === count ? context : undefined;
};

// Several texts as one run of bytes that no other texts give: each is preceded by its length in bytes (32-bit, big-endian).
// Plain joining would let ("a", "bc") pass for ("ab", "c").

export const lengthPrefixed = (texts: readonly string[]): Buffer =>
  Buffer.concat(
    texts.flatMap((text) => {
      const bytes = Buffer.from(text, 'utf8');
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );

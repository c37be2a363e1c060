// Looks for planted secrets in a text, as they are and as a careless program would have encoded them.

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const encodings: readonly ((canary: string) => string)[] = [
  (canary) => canary,
  (canary) => Buffer.from(canary).toString('base64').replace(/=+$/, ''),
  (canary) => Buffer.from(canary).toString('hex'),
  (canary) => Buffer.from(canary, 'utf16le').toString('hex'),
  (canary) => encodeURIComponent(canary),
  (canary) => [...canary].toReversed().join(''),
];

/** Short digits stand by chance inside ids and digests, so a number counts only where no letter or digit touches it. */
const patternFor = (form: string): RegExp =>
  new RegExp(`(?<![0-9A-Za-z-])${escape(form)}(?![0-9A-Za-z-])`, 'i');

export const findCanaries = (text: string, canaries: readonly string[]): readonly string[] =>
  canaries.filter((canary) =>
    encodings.some((encode) => {
      const form = encode(canary);
      return canary.length >= 8
        ? text.toLowerCase().includes(form.toLowerCase())
        : patternFor(form).test(text);
    }),
  );

// Whether the digits look like a payment card's number, a common slip; a bank account may have such digits by chance. Prefixes and lengths
// from https://en.wikipedia.org/wiki/Payment_card_number, the check digit (Luhn) from ISO/IEC 7812-1, annex B.

/** @param first the lowest prefix; the highest has as many digits */
const isBetween = (digits: string, first: number, last: number): boolean => {
  const prefix = Number(digits.slice(0, String(first).length));
  return prefix >= first && prefix <= last;
};

const cardNetworks = {
  visa: { length: 16, hasPrefix: (digits) => digits.startsWith('4') },
  mastercard: {
    length: 16,
    hasPrefix: (digits) => isBetween(digits, 51, 55) || isBetween(digits, 2221, 2720),
  },
  'american-express': { length: 15, hasPrefix: (digits) => /^3[47]/.test(digits) },
  discover: { length: 16, hasPrefix: (digits) => /^(?:6011|65)/.test(digits) || isBetween(digits, 644, 649) },
} as const satisfies Record<string, { length: number; hasPrefix: (digits: string) => boolean }>;

/** Every second digit from the right, the check digit not counted, is doubled and its own digits are added up. */
const passesLuhn = (digits: string): boolean => {
  const sum = [...digits].reduce((total, text, index) => {
    const isDoubled = (digits.length - index) % 2 === 0;
    const value = Number(text) * (isDoubled ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
};

/** @param digits ASCII digits only */
export const looksLikeCardNumber = (digits: string): boolean =>
  Object.values(cardNetworks).some(
    ({ length, hasPrefix }) => digits.length === length && hasPrefix(digits),
  ) && passesLuhn(digits);

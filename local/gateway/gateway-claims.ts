// Claims as API Gateway hands them to a function: every value is text, an array is its items in brackets.

import type { JWTPayload } from 'jose';

const asText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(asText).join(' ')}]`;
  return JSON.stringify(value);
};

export const toGatewayClaims = (payload: JWTPayload): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(payload)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, asText(value)]),
  );

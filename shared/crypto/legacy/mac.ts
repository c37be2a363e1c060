// A message authentication code at the end of some bytes: checked in constant time, then cut off.

import { timingSafeEqual } from 'node:crypto';

export type Mac = { readonly byteLength: number; readonly compute: (data: Buffer) => Buffer };

/** The bytes before the code, or nothing when it does not match. */
export const cutMac = (mac: Mac, bytes: Buffer): Buffer | undefined => {
  const end = bytes.length - mac.byteLength;
  if (end < 0) return undefined;
  const data = bytes.subarray(0, end);
  return timingSafeEqual(mac.compute(data), bytes.subarray(end)) ? data : undefined;
};

// The `traceparent` of a request (W3C Trace Context, Recommendation of 23 November 2021, section 3.2). One that is malformed is
// ignored, as the recommendation asks.

const pattern = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?$/;

/** 32 hexadecimal digits. A version above 00 may carry more fields than this one knows. */
export const traceIdFrom = (header: string | undefined): string | undefined => {
  const [, version, traceId, more] = pattern.exec(header ?? '') ?? [];
  return version === '00' && more !== undefined ? undefined : traceId;
};

import { maxNetPayCents } from '../../../shared/domain/simulate-net-pay.ts';

/** Digits with at most two behind the point; what stands between thousands is left out. */
export const readCents = (text: string): number | undefined => {
  const plain = text.replaceAll(/[\s$,]/g, '');
  if (!/^\d{1,9}(?:\.\d{0,2})?$/.test(plain)) return undefined;
  const cents = Math.round(Number(plain) * 100);
  return cents <= maxNetPayCents ? cents : undefined;
};

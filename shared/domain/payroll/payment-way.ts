export const paymentWays = ['account', 'check', 'hold'] as const;
/** How a share is paid: to the account, by check, or not until it is released. */
export type PaymentWay = (typeof paymentWays)[number];

/** How a share is paid: to the account, by check, or not until it is released. */
export const paymentWays = ['account', 'check', 'hold'] as const;

/** As an event keeps it: of a rejected account the suite is told nothing. */
export const outboxWays = [...paymentWays, 'rejected'] as const;
export type OutboxWay = (typeof outboxWays)[number];

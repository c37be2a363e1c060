/** Why somebody looks at a whole account number, as the audit keeps it. Codes and no text of their own, which could carry anything. */
export const revealReasons = ['employee-asked', 'payment-failed', 'bank-asked', 'other'] as const;
export type RevealReason = (typeof revealReasons)[number];

/** For so long after a new signing secret was stored the one before is accepted, too. */
export const rotationWindowMs = 24 * 3_600_000;

// Every port of the local stack, counted from one base, so that two stacks run side by side.

export type Ports = {
  readonly api: number;
  readonly lambda: number;
  readonly alb: number;
  readonly websocket: number;
  readonly dynamodb: number;
  readonly kms: number;
  readonly issuer: number;
  readonly secretsManager: number;
  readonly eventBridge: number;
  readonly ses: number;
  readonly webhook: number;
  readonly payrollSuite: number;
  readonly sql: number;
};

export const defaultPortBase = 4500;

/** The stack uses `portBase` to `portBase + 99`. */
export const portsFrom = (portBase: number): Ports => ({
  api: portBase,
  lambda: portBase + 1,
  alb: portBase + 2,
  websocket: portBase + 3,
  dynamodb: portBase + 10,
  kms: portBase + 11,
  issuer: portBase + 12,
  secretsManager: portBase + 13,
  eventBridge: portBase + 14,
  ses: portBase + 15,
  webhook: portBase + 20,
  payrollSuite: portBase + 21,
  sql: portBase + 33,
});

export const parsePortBase = (text: string | undefined): number => {
  if (text === undefined || text === '') return defaultPortBase;
  const base = Number(text);
  if (!Number.isInteger(base) || base < 1024 || base > 65_436) {
    throw new RangeError(`PORT_BASE must be a whole number from 1024 to 65436, got ${JSON.stringify(text)}`);
  }
  return base;
};

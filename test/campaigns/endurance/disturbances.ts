// What happens to the stack while people work: a tenant's flood, a new password, a database that fails over, a payroll suite that is slow, a
// suspension. One after the other, again and again, with quiet between.

import { setTimeout as pause } from 'node:timers/promises';
import { runScript } from '../../support/run-script.ts';
import type { Host } from './start-host.ts';

export type Phase =
  'quiet' | 'flood begins' | 'flood' | 'rotation' | 'failover' | 'slow suite' | 'suspension';

export type Disturber = {
  readonly phase: () => Phase;
  /** Which answers are no fault now, beside the usual ones. */
  readonly excused: (tenantId: string, status: number) => boolean;
  readonly counts: Map<Phase, number>;
  readonly faults: string[];
  /** Until the signal. */
  run(signal: AbortSignal): Promise<void>;
};

export const noisyTenant = 'globex';
const rotatedTenant = 'acme';
const suspendedTenant = 'umbrella';

/** Functions that were refused ask again within a minute. */
const afterSuspensionMs = 75_000;
/** Connections are made anew, and what waits is answered. */
const afterFailoverMs = 25_000;

type Step = {
  readonly phase: Phase;
  readonly seconds: number;
  readonly begin?: () => Promise<void>;
  readonly end?: () => Promise<void>;
};

export const createDisturber = (host: Host): Disturber => {
  const counts = new Map<Phase, number>();
  const faults: string[] = [];
  const excuses: {
    readonly tenantId: string | undefined;
    readonly statuses: readonly number[];
    readonly untilMs: number;
  }[] = [];
  let phase: Phase = 'quiet';

  const operate = async (...args: readonly string[]): Promise<void> => {
    const env = { ...process.env, PORT_BASE: String(host.portBase) };
    const { code } = await runScript('credentials', [...args, '--local'], { env });
    if (code !== 0) faults.push(`credentials ${args[0] ?? ''} ended with ${code ?? 'a signal'}`);
  };
  const excuse = (tenantId: string | undefined, statuses: readonly number[], ms: number): void =>
    void excuses.push({ tenantId, statuses, untilMs: performance.now() + ms });

  const steps: readonly Step[] = [
    { phase: 'quiet', seconds: 45 },
    { phase: 'flood begins', seconds: 10 },
    { phase: 'flood', seconds: 40 },
    { phase: 'quiet', seconds: 25 },
    { phase: 'rotation', seconds: 20, begin: () => operate('rotate-login', '--tenant', rotatedTenant) },
    {
      phase: 'failover',
      seconds: 20,
      begin: async () => {
        excuse(undefined, [0, 503], afterFailoverMs);
        await host.ask({ do: 'fail-over', downMs: 2_000 });
      },
    },
    { phase: 'quiet', seconds: 20 },
    {
      phase: 'slow suite',
      seconds: 40,
      begin: () => host.ask({ do: 'suite', trouble: 'slow' }),
      end: () => host.ask({ do: 'suite', trouble: 'none' }),
    },
    {
      phase: 'suspension',
      seconds: 20,
      begin: async () => {
        excuse(suspendedTenant, [403], 20_000 + afterSuspensionMs);
        await operate('suspend', '--tenant', suspendedTenant);
      },
      end: () => operate('resume', '--tenant', suspendedTenant),
    },
    { phase: 'quiet', seconds: 60 },
  ];

  return {
    phase: () => phase,
    counts,
    faults,
    excused: (tenantId, status) =>
      excuses.some(
        (each) =>
          performance.now() < each.untilMs &&
          each.statuses.includes(status) &&
          (each.tenantId === undefined || each.tenantId === tenantId),
      ),
    run: async (signal) => {
      while (!signal.aborted) {
        for (const step of steps) {
          if (signal.aborted) return;
          phase = step.phase;
          counts.set(phase, (counts.get(phase) ?? 0) + 1);
          await step.begin?.();
          await pause(step.seconds * 1_000, undefined, { signal }).catch(() => undefined);
          await step.end?.();
        }
      }
      phase = 'quiet';
    },
  };
};

// One figure of the trust campaign, and how what was counted becomes one.

import type { Tally } from '../campaign-tally.ts';
import { runSuite, type Suite } from './run-suite.ts';

export type FigureSettings = {
  readonly seed: number;
  /** Of the full figures, from above 0 to 1. */
  readonly share: number;
  readonly peerVectors: string | undefined;
};

export type Measured = { readonly text: string; readonly isReached: boolean };

export type Figure = {
  readonly goal: string;
  readonly about: string;
  readonly aim: string;
  readonly measure: (settings: FigureSettings) => Promise<Measured>;
  /** What is seen without the protection; empty when nothing is, and then the figure proves nothing. */
  readonly control: (settings: FigureSettings) => Promise<string>;
};

export const number = (value: number): string => value.toLocaleString('en-US');
export const ofTally = (tally: Tally, what: string): Measured => ({
  text: `${number(tally.passed)} ${what}, ${number(tally.faults.length)} wrong`,
  isReached: tally.faults.length === 0 && tally.passed > 0,
});
export const seen = (tally: Tally, planted: string): string =>
  tally.faults.length === 0 ? '' : `${planted}: ${number(tally.faults.length)} seen`;
export const ofCounts = ({ passed, failed }: { passed: number; failed: number }, what: string): Measured => ({
  text: `${number(passed)} ${what}, ${number(failed)} wrong`,
  isReached: failed === 0 && passed > 0,
});
export const nameFailed = ({ failed }: Suite): void => {
  for (const name of failed) console.log(`  failed: ${name}`);
};
export const ofSuite = (suite: Suite, what = 'tests'): Measured => {
  const { passed, failed } = suite;
  nameFailed(suite);
  return {
    text: `${number(passed.length)} ${what} passed, ${number(failed.length)} failed`,
    isReached: failed.length === 0 && passed.length > 0,
  };
};
export const controlSuite =
  (tests: readonly string[], named: string, planted: string) => async (): Promise<string> => {
    const { passed, failed } = await runSuite(tests, { named });
    return failed.length === 0 && passed.length > 0 ? `${planted}: seen (${passed.length} tests)` : '';
  };
export const share = (settings: FigureSettings, full: number): number =>
  Math.max(1, Math.round(full * settings.share));
export const noPeers: Measured = { text: 'SKIPPED: no peers’ vectors', isReached: false };

// Campaign: every figure that the product holds itself to, in full, as one table. A row is proven only where its control sees what is planted.

import { table } from '#operators/command-line/table';
import type { Counts } from './campaign-report.ts';
import type { Figure, FigureSettings } from './trust/figure.ts';
import { figures } from './trust/figures.ts';

export type TrustSettings = {
  readonly seed: number;
  /** Percent of the full figures. */
  readonly count: number;
  readonly peerVectors: string | undefined;
  /** Goals, as `G3`; none: all. */
  readonly figures: readonly string[];
};

const chosen = (goals: readonly string[]): readonly Figure[] => {
  const unknown = goals.filter((goal) => !figures.some((figure) => figure.goal === goal));
  if (unknown.length > 0) {
    const known = figures.map(({ goal }) => goal).join(', ');
    throw new RangeError(`There is no figure ${unknown.join(', ')}. There are: ${known}.`);
  }
  return goals.length === 0 ? figures : figures.filter(({ goal }) => goals.includes(goal));
};

type Row = {
  readonly figure: Figure;
  readonly text: string;
  readonly control: string;
  readonly isProven: boolean;
};

const measure = async (figure: Figure, settings: FigureSettings): Promise<Row> => {
  const started = performance.now();
  const { text, isReached } = await figure.measure(settings);
  const control = await figure.control(settings);
  const isProven = isReached && control !== '';
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  console.log(
    `${figure.goal} ${figure.about}: ${text} · ${control === '' ? 'CONTROL SAW NOTHING' : control} (${seconds} s)`,
  );
  return { figure, text, control, isProven };
};

export const runTrust = async ({
  seed,
  count,
  peerVectors,
  figures: goals,
}: TrustSettings): Promise<Counts> => {
  const settings = { seed, share: Math.min(1, Math.max(0.0001, count / 100)), peerVectors };
  const rows: Row[] = [];
  for (const figure of chosen(goals)) rows.push(await measure(figure, settings));
  console.log('');
  for (const line of table(
    ['goal', 'what', 'aim', 'measured', 'without the protection', ''],
    rows.map(({ figure, text, control, isProven }) => [
      figure.goal,
      figure.about,
      figure.aim,
      text,
      control === '' ? 'nothing seen' : control,
      isProven ? 'reached' : 'NOT REACHED',
    ]),
  )) {
    console.log(line);
  }
  const passed = rows.filter(({ isProven }) => isProven).length;
  return { passed, failed: rows.length - passed };
};

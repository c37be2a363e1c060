// Campaign: several editors at once on the same employees, many of their writes sent twice at once and once more later with
// the same key. The schedule is random and comes back with its seed; the sessions are real. Whatever happens, what is stored
// stays whole, and every accepted write is one version, one audit row with its receipt, and one record of its key.

import { acme, startDepositsWorld, type DepositsWorld } from '../support/deposits-world.ts';
import { auditFaultsOf } from './audit-faults.ts';
import { printFaults, showProgress, type Counts } from './campaign-report.ts';
import { chooseEdit, type ChooseEdit } from './editors/edits.ts';
import { playRound, type Editor, type Round } from './editors/play-round.ts';
import { divertProductOutput } from './product-output.ts';
import { seededRandom } from '../support/seeded-random.ts';

const editorCount = 4;

export type EditorsSettings = {
  readonly seed: number;
  /** Rounds, each with an employee of its own. */
  readonly count: number;
  /** The editors of a round: real ones, unless a fault is planted to see that it is found. */
  readonly editorsOf?: (world: DepositsWorld) => readonly Editor[];
  readonly choose?: ChooseEdit;
};

export type EditorsReport = {
  readonly writes: number;
  readonly accepted: number;
  readonly replayed: number;
  readonly faults: readonly string[];
};

/** Each a container of its own: pools and sessions of its own. */
const containers = (world: DepositsWorld): readonly Editor[] =>
  Array.from({ length: editorCount }, () => world.newContainer());

/** With more direct deposits than the usual three, so that there is something to fight over. */
export const openEditorsWorld = async (): Promise<DepositsWorld> => {
  const world = await startDepositsWorld();
  await world.query(acme, 'UPDATE [dbo].[TenantSetting] SET [MaxDirectDeposits] = 6;');
  return world;
};

export const playEditors = async (
  world: DepositsWorld,
  { seed, count, editorsOf = containers, choose = chooseEdit }: EditorsSettings,
): Promise<EditorsReport> => {
  const editors = editorsOf(world);
  const rounds: Round[] = [];
  for (let index = 0; index < count; index += 1) {
    rounds.push(await playRound(world, editors, seededRandom(seed + index), choose));
    showProgress('editors', index + 1, count);
  }
  const sum = (of: (round: Round) => number): number => rounds.reduce((total, round) => total + of(round), 0);
  return {
    writes: sum(({ writes }) => writes),
    accepted: sum(({ accepted }) => accepted),
    replayed: sum(({ replayed }) => replayed),
    faults: [...rounds.flatMap(({ faults }) => faults), ...(await auditFaultsOf(world, acme))],
  };
};

export const runEditors = async (settings: EditorsSettings): Promise<Counts> => {
  const restoreOutput = divertProductOutput(() => undefined);
  const world = await openEditorsWorld();
  try {
    const { writes, accepted, replayed, faults } = await playEditors(world, settings);
    console.log(
      `${settings.count} rounds of ${editorCount} editors: ${writes} writes sent, ${accepted} accepted, ${replayed} replayed`,
    );
    printFaults(faults);
    const failed = Math.min(writes, faults.length);
    return { passed: writes - failed, failed };
  } finally {
    await world.stop();
    restoreOutput();
  }
};

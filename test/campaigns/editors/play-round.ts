// One employee, several editors at once. Each edit may be sent twice at the same moment by two of them, and again at the end of
// the round; how long an editor waits before each is chance too, in turns of the event loop.

import { setImmediate as turn } from 'node:timers/promises';
import { acme, type Answer, type Container, type DepositsWorld } from '../../support/deposits-world.ts';
import { brokenInvariants } from '../split-invariants.ts';
import { seededRandom, type SeededRandom } from '../../support/seeded-random.ts';
import { type ChooseEdit, type Edit, type Seen, type WriteName } from './edits.ts';
import { numberIn, parsedJson } from '../json-members.ts';

export type Editor = Pick<Container, WriteName | 'list'>;

export type Round = {
  readonly writes: number;
  readonly accepted: number;
  readonly replayed: number;
  readonly faults: readonly string[];
};

const editsPerEditor = 5;

/** What the API may answer to a write that met another one; anything else is a fault. */
const byDesign: ReadonlySet<number> = new Set([404, 409, 412, 422]);

type Sent = { readonly edit: Edit; readonly key: string | undefined; readonly answers: readonly Answer[] };

const isAccepted = ({ status }: Answer): boolean => status >= 200 && status < 300;
const isReplay = ({ headers }: Answer): boolean => headers['idempotency-replayed'] === 'true';

/** Of all that was sent with one key, at most one was carried out, and all accepted answers are that one. */
const keyFaults = ({ edit: { route }, answers }: Sent): readonly string[] => {
  const accepted = answers.filter(isAccepted);
  const firsts = accepted.filter((answer) => !isReplay(answer));
  return [
    ...(firsts.length > 1 ? [`${route} was carried out ${firsts.length} times for one key`] : []),
    ...(accepted.length > 0 && firsts.length === 0 ? [`${route} was replayed and never carried out`] : []),
    ...(new Set(accepted.map(({ text }) => text)).size > 1
      ? [`${route} was replayed with another answer`]
      : []),
    ...(new Set(accepted.map(({ headers }) => headers['etag'])).size > 1
      ? [`${route} was replayed with another tag`]
      : []),
  ];
};

const countRecords = async (world: DepositsWorld): Promise<number> =>
  numberIn(
    await world.query(acme, 'SELECT COUNT(*) AS [count] FROM [dbo].[IdempotencyRecord];'),
    0,
    'count',
  ) ?? 0;

const countAudit = async (world: DepositsWorld, employee: string): Promise<number> =>
  numberIn(
    await world.query(
      acme,
      'SELECT COUNT(*) AS [count] FROM [dbo].[DirectDepositAudit] WHERE [EmployeeId] = @employee;',
      { employee },
    ),
    0,
    'count',
  ) ?? 0;

/** Each accepted write gives versions that were never given before. */
const versionFaults = (sent: readonly Sent[]): readonly string[] => {
  const tags = sent
    .flatMap(({ edit, answers }) => (edit.route === 'create' || edit.route === 'update' ? answers : []))
    .filter((answer) => isAccepted(answer) && !isReplay(answer))
    .map(({ headers }) => headers['etag'] ?? '');
  return new Set(tags).size === tags.length && !tags.includes('') ? [] : ['two writes gave the same version'];
};

type Played = { readonly employee: string; readonly sent: readonly Sent[]; readonly records: number };

const judgeRound = async (
  world: DepositsWorld,
  { employee, sent, records }: Played,
  [editor]: readonly Editor[],
): Promise<Round> => {
  const answers = sent.flatMap((one) => one.answers.map((answer) => ({ ...answer, route: one.edit.route })));
  const accepted = answers.filter((answer) => isAccepted(answer) && !isReplay(answer));
  const keysAccepted = sent.filter((one) => one.key !== undefined && one.answers.some(isAccepted));
  const auditRows = await countAudit(world, employee);
  const list = await editor?.list({ employee });
  return {
    writes: answers.length,
    accepted: accepted.length,
    replayed: answers.filter(isReplay).length,
    faults: [
      ...answers
        .filter((answer) => !isAccepted(answer) && !byDesign.has(answer.status))
        .map(({ route, status }) => `${route} was answered ${status}`),
      ...sent.filter(({ key }) => key !== undefined).flatMap(keyFaults),
      ...versionFaults(sent),
      ...(records === keysAccepted.length ? [] : ['not one record for each accepted key']),
      ...(auditRows === accepted.length ? [] : ['not one audit row for each accepted write']),
      ...brokenInvariants(parsedJson(list?.text ?? '')),
    ],
  };
};

export const playRound = async (
  world: DepositsWorld,
  editors: readonly Editor[],
  random: SeededRandom,
  chooseEdit: ChooseEdit,
): Promise<Round> => {
  const employee = await world.newEmployee();
  const recordsBefore = await countRecords(world);
  const sent: Sent[] = [];
  const seenFaults: string[] = [];
  const wait = async (turns: number): Promise<void> => {
    for (let count = 0; count < turns; count += 1) await turn();
  };
  const look = async (editor: Editor): Promise<Seen> => {
    const { body, headers, text } = await editor.list({ employee });
    seenFaults.push(...brokenInvariants(parsedJson(text)));
    return { items: body.items, etag: headers['etag'] ?? '*' };
  };

  // Chance is asked here and in one order, so that a seed decides the same each time; only the sessions race.
  const plans = editors.map(() =>
    Array.from({ length: editsPerEditor }, () => ({
      turns: random.below(40),
      isDouble: random.below(2) === 0,
      isKeyed: random.below(4) > 0,
      other: random.pick(editors),
      seed: random.below(1e9),
    })),
  );
  await Promise.all(
    editors.map(async (editor, number) => {
      for (const [index, plan] of (plans[number] ?? []).entries()) {
        await wait(plan.turns);
        const edit = chooseEdit(seededRandom(plan.seed), employee, await look(editor));
        const key = plan.isKeyed ? `${employee}-${number}-${index}` : undefined;
        const call = { ...edit.call, ...(key === undefined ? {} : { idempotencyKey: key }) };
        const senders = plan.isDouble && key !== undefined ? [editor, plan.other] : [editor];
        sent.push({
          edit,
          key,
          answers: await Promise.all(senders.map((sender) => sender[edit.route](call))),
        });
      }
    }),
  );
  // And once more, when all of them are done.
  const repeated: Sent[] = [];
  for (const { edit, key, answers } of sent) {
    const again =
      key === undefined
        ? []
        : [await random.pick(editors)[edit.route]({ ...edit.call, idempotencyKey: key })];
    repeated.push({ edit, key, answers: [...answers, ...again] });
  }
  const judged = await judgeRound(
    world,
    { employee, sent: repeated, records: (await countRecords(world)) - recordsBefore },
    editors,
  );
  return { ...judged, faults: [...judged.faults, ...seenFaults] };
};

// Seeded samples of the long proofs (`npm run campaign`), each with a control that plants what it looks for.

import { cutOffsets } from '../campaigns/cut-offsets.ts';
import { meetDeadlocks } from '../campaigns/deadlocks.ts';
import { rotateUnderLoad } from '../campaigns/rotations.ts';
import { deliverPayroll } from '../campaigns/payroll-delivery.ts';
import { interleaveTenants } from '../campaigns/tenants.ts';
import { shareErrorsWithNode } from '#test/support/errors-of-one-realm';
import type { Answer } from '#test/support/deposits-world';
import type { TenantId } from '#shared/domain/tenant-id';

jest.setTimeout(120_000);

// The driver asks with `instanceof` what a lost socket was.
shareErrorsWithNode();

const isEmbedded = (process.env['TEST_SQL_SERVER'] ?? '') === '';
const onEndpoint = isEmbedded ? describe : describe.skip;

describe('connections cut at any byte of a write', () => {
  test('leave it there once or not at all, and the next request works', async () => {
    const tally = await cutOffsets({ seed: 20_261, step: 7, atMost: isEmbedded ? 24 : 8, workers: 6 });
    expect(tally.faults).toEqual([]);
    expect(tally.passed).toBeGreaterThan(isEmbedded ? 72 : 24);
  });

  test('a control: a write that is told and was never sent is found', async () => {
    const lost = { status: 201, body: { code: '', id: '' } } as unknown as Answer;
    const tally = await cutOffsets({
      seed: 1,
      step: 7,
      atMost: 2,
      workers: 2,
      clientOf: (container) => (route, call) =>
        route === 'create' ? Promise.resolve(lost) : container.call(route, call),
    });
    expect(tally.faults.filter((fault) => fault.includes('told as made, and is not there'))).toHaveLength(2);
  });
});

describe('crossing transactions', () => {
  test('are both done within three tries', async () => {
    const tally = await meetDeadlocks({ pairs: isEmbedded ? 12 : 4 });
    expect(tally.faults).toEqual([]);
    expect(tally.counts.get('deadlocks')).toBeGreaterThanOrEqual(isEmbedded ? 12 : 4);
  });

  test('a control: without another try one of each pair is lost', async () => {
    const tally = await meetDeadlocks({ pairs: 3, isRepeating: false });
    expect(tally.faults).toHaveLength(3 + 1);
  });
});

onEndpoint('rotations under load', () => {
  test('of alternating logins fail no request and meet no refused login; of a single one, one for each version', async () => {
    const tally = await rotateUnderLoad({ seed: 20_262, rotations: 8 });
    expect(tally.faults).toEqual([]);
    expect(tally.counts.get('alternating: bad logins')).toBe(0);
    expect(tally.counts.get('alternating: answered 404')).toBeGreaterThan(50);
  });
});

onEndpoint('tenants on one container', () => {
  test('never see each other, and hold no more connections than a few of them would', async () => {
    const tally = await interleaveTenants({ seed: 20_263, tenants: 6, rounds: 3 });
    expect(tally.faults).toEqual([]);
  });

  test('a control: credentials that lead to one tenant’s database are noticed for every other', async () => {
    const tally = await interleaveTenants({
      seed: 4,
      tenants: 2,
      rounds: 1,
      loginOf: (world) => world.loginOf('t-0' as TenantId),
    });
    expect(tally.faults.some((fault) => fault.includes('TENANT_MISMATCH'))).toBe(true);
  });
});

describe('T33 changes on their way to the payroll suite', () => {
  const sample = { employees: 5, changesEach: 4, senders: 3, areBroken: true, areLeased: true };

  test('arrive once and in order, whatever breaks on the way', async () => {
    const tally = await deliverPayroll({ seed: 20_264, ...sample });
    expect(tally.faults).toEqual([]);
    expect(tally.counts.get('effects in the suite')).toBe(tally.counts.get('committed changes'));
  });

  test('a control: without leases they are sent several times over', async () => {
    const undisturbed = { ...sample, areBroken: false };
    const leased = await deliverPayroll({ seed: 5, ...undisturbed });
    const unleased = await deliverPayroll({ seed: 5, ...undisturbed, areLeased: false });
    expect(leased.counts.get('messages that came again')).toBe(0);
    expect(unleased.counts.get('messages that came again')).toBeGreaterThan(0);
  });
});

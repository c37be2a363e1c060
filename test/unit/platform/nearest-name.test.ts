import { nearestName } from '#shared/platform/nearest-name';

const known = ['dryRun', 'limit', 'cursor'];

describe('the nearest known name', () => {
  test.each([
    ['dryrun', 'dryRun'],
    ['DRYRUN', 'dryRun'],
    ['dry_run', 'dryRun'],
    ['limits', 'limit'],
    ['curser', 'cursor'],
    ['verbose', undefined],
    ['', undefined],
    ['d'.repeat(10_000), undefined],
  ])('of %j is %j', (typed, expected) => {
    expect(nearestName(typed, known)).toBe(expected);
  });

  test('is none where a short name would be any other', () => {
    expect(nearestName('xy', ['a', 'id'])).toBeUndefined();
  });
});

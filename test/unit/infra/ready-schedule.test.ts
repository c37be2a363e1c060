// The parameter `readySchedule`: what it says, what it may not say, and that hours come back from it as they went in.

import fc from 'fast-check';
import {
  cronOf,
  formatReadySchedule,
  hoursOfSchedule,
  parseReadySchedule,
  scheduleOfHours,
} from '../../../infra/ready-schedule.ts';

describe('a schedule of ready containers', () => {
  it('is read with its days, its times and its numbers', () => {
    const schedule = parseReadySchedule(['decryptor=1', 'decryptor:FRI-MON+WED@07:55=3', 'get-meta=2']);

    expect([...schedule]).toEqual([
      ['decryptor', { initial: 1, changes: [{ days: [0, 2, 4, 5, 6], time: '07:55', count: 3 }] }],
      ['get-meta', { initial: 2, changes: [] }],
    ]);
    expect(cronOf({ days: [0, 4], time: '07:05', count: 3 })).toBe('cron(5 7 ? * MON,FRI *)');
  });

  it.each([
    [['decryptor=0'], 'decryptor=0 is no entry of a schedule'],
    [['decryptor:MON@07:55=3'], 'decryptor has changes and no number to begin with: decryptor=1'],
    [['decryptor=1', 'decryptor=2'], 'decryptor begins with two numbers'],
    [
      ['decryptor=1', 'decryptor:MON@08:00=2', 'decryptor:MON-FRI@08:00=3'],
      'decryptor changes twice at one time',
    ],
    [['decryptor=1', 'decryptor:MON@24:00=2'], 'decryptor:MON@24:00=2 is no entry of a schedule'],
    [
      [
        'decryptor=1',
        ...Array.from(
          { length: 201 },
          (_, n) =>
            `decryptor:MON@${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}=2`,
        ),
      ],
      'decryptor changes more than 200 times a week',
    ],
  ])('is refused: %s', (entries, message) => {
    expect(() => parseReadySchedule(entries)).toThrow(new RangeError(message));
  });

  it('has the hours that it was made from, whatever they are, and rises five minutes ahead', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 168, maxLength: 168 }), (hours) => {
        const schedule = scheduleOfHours(hours);
        if (schedule === undefined) throw new Error('there is none');
        const text = formatReadySchedule(new Map([['decryptor', schedule]]));
        const read = parseReadySchedule(text.split(',')).get('decryptor');

        expect(read).toEqual(schedule);
        expect(read === undefined ? [] : hoursOfSchedule(read)).toEqual(hours);
        expect(schedule.changes.every(({ time }) => /:(?:00|55)$/.test(time))).toBe(true);
      }),
    );
  });

  it('keeps at least one where any is ready, and is none where none is', () => {
    const hours = Array.from({ length: 168 }, (_, hour) => (hour === 9 ? 2 : 0));

    expect(scheduleOfHours(hours)).toEqual({
      initial: 1,
      changes: [
        { days: [0], time: '08:55', count: 2 },
        { days: [0], time: '10:00', count: 1 },
      ],
    });
    expect(scheduleOfHours(Array.from({ length: 168 }, () => 0))).toBeUndefined();
  });
});

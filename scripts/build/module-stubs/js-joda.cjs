// Stands where the SQL driver counts days: of the whole calendar library it only asks how many lie between two dates of the
// proleptic Gregorian calendar, which is Date's own.

const dayMs = 86_400_000;
const ChronoUnit = { DAYS: 'days' };

class LocalDate {
  constructor(epochDay) {
    this.epochDay = epochDay;
  }

  static of(year, month, day) {
    const date = new Date(0);
    // Date.UTC takes the years 0 to 99 for the twentieth century; this does not.
    date.setUTCFullYear(year, month - 1, day);
    const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1;
    if (!isReal || date.getUTCDate() !== day) throw new RangeError('There is no such date');
    return new LocalDate(Math.round(date.getTime() / dayMs));
  }

  static ofYearDay(year, dayOfYear) {
    return new LocalDate(LocalDate.of(year, 1, 1).epochDay + dayOfYear - 1);
  }

  until(end, unit) {
    if (unit !== ChronoUnit.DAYS) throw new RangeError('Only days can be counted');
    return end.epochDay - this.epochDay;
  }
}

module.exports = { ChronoUnit, LocalDate };

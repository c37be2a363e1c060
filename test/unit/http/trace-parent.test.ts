import { traceIdFrom } from '#shared/http/trace-parent';

const id = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('a traceparent', () => {
  test.each([
    [`00-${id}-00f067aa0ba902b7-01`, id],
    [`00-${id}-00f067aa0ba902b7-00`, id],
    [`01-${id}-00f067aa0ba902b7-01-more`, id],
    [`00-${id}-00f067aa0ba902b7-01-more`, undefined],
    [`ff-${id}-00f067aa0ba902b7-01`, undefined],
    [`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, undefined],
    [`00-${id}-${'0'.repeat(16)}-01`, undefined],
    [`00-${id.toUpperCase()}-00f067aa0ba902b7-01`, undefined],
    [`00-${id}-00f067aa0ba902b7`, undefined],
    [` 00-${id}-00f067aa0ba902b7-01`, undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s has the trace id %s', (header, expected) => {
    expect(traceIdFrom(header)).toBe(expected);
  });
});

import { PassThrough } from 'node:stream';
import { createTerminal } from '#operators/command-line/terminal';

const streamThat = (isTTY: boolean) => {
  const stream = Object.assign(new PassThrough(), { isTTY }) as unknown as NodeJS.WriteStream & PassThrough;
  return { stream, written: () => String(stream.read() ?? '') };
};

describe('the operators’ terminal', () => {
  test('draws a bar below the lines', () => {
    const { stream, written } = streamThat(true);
    const terminal = createTerminal(stream);

    const bar = terminal.startBar('Tenants', 2);
    bar.advance();
    terminal.write('a line\n');
    bar.end();
    terminal.write('after\n');

    const text = written();
    const halfBar = `Tenants [${'#'.repeat(15)}${'.'.repeat(15)}] 1/2`;
    expect(text.endsWith(`\r\u001b[Ka line\n${halfBar}\nafter\n`)).toBe(true);
  });

  test('draws none into a file or a pipe', () => {
    const { stream, written } = streamThat(false);
    const terminal = createTerminal(stream);

    const bar = terminal.startBar('Tenants', 2);
    bar.advance();
    terminal.write('a line\n');
    bar.end();

    expect(written()).toBe('a line\n');
  });
});

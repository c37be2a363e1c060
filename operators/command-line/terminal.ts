// Standard error as people see it: lines, and on a terminal one progress bar below them that stays the last line. Where
// standard error is a file or a pipe there is no bar.

export type Bar = { readonly advance: (by?: number) => void; readonly end: () => void };

export type Terminal = {
  /** A whole line or several, each with its line end. */
  readonly write: (text: string) => void;
  readonly startBar: (label: string, total: number) => Bar;
};

const barWidth = 30;
const clearLine = '\r\u001b[K';

export const createTerminal = (stream: NodeJS.WriteStream = process.stderr): Terminal => {
  let bar = '';
  const draw = (text: string): void => {
    bar = text;
    stream.write(`${clearLine}${bar}`);
  };
  return {
    write: (text) => stream.write(bar === '' ? text : `${clearLine}${text}${bar}`),
    startBar: (label, total) => {
      if (!stream.isTTY || total === 0) return { advance: () => undefined, end: () => undefined };
      let done = 0;
      const show = (): void => {
        const filled = Math.round((Math.min(done, total) / total) * barWidth);
        draw(`${label} [${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${done}/${total}`);
      };
      show();
      return {
        advance: (by = 1) => {
          done += by;
          show();
        },
        end: () => {
          bar = '';
          stream.write('\n');
        },
      };
    },
  };
};

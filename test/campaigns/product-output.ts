// The product's own log lines, when it runs in this process: handed to the watcher instead of to the terminal, where
// everything else still goes.

export const divertProductOutput = (see: (line: string) => void): (() => void) => {
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = (chunk: string | Uint8Array) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    if (!text.startsWith('{"time":') && !text.startsWith('{"_aws":')) return write(chunk);
    see(text);
    return true;
  };
  return () => {
    stdout.write = write;
  };
};

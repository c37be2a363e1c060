// Everything that this process writes to stdout and stderr while a test listens, still written.

export type CapturedOutput = { readonly text: () => string; readonly stop: () => void };

const capture = (stream: NodeJS.WriteStream, chunks: string[]): (() => void) => {
  const original = stream.write.bind(stream);
  stream.write = (chunk: string | Uint8Array) => {
    chunks.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    return original(chunk);
  };
  return () => {
    stream.write = original;
  };
};

export const captureOutput = (): CapturedOutput => {
  const chunks: string[] = [];
  const restore = [process.stdout, process.stderr].map((stream) => capture(stream, chunks));
  return {
    text: () => chunks.join(''),
    stop: () => {
      for (const undo of restore) undo();
    },
  };
};

// A program of scripts/ as a process of its own: what it said and how it ended.

import { spawn } from 'node:child_process';

export type ScriptRun = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** @param env instead of this process's own */
export const runScript = (
  name: string,
  args: readonly string[],
  { input = '', env = process.env }: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<ScriptRun> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [`scripts/${name}.ts`, ...args], { env });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    // A command that refuses before it reads closes the pipe first.
    child.stdin.on('error', () => undefined).end(input);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });

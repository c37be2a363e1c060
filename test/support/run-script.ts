// A program of scripts/ as a process of its own: what it said and how it ended.

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type ScriptRun = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type ScriptOptions = {
  /** Given on standard input, which is empty otherwise. */
  readonly input?: string;
  /** In place of this process's own. */
  readonly env?: NodeJS.ProcessEnv;
  readonly onStart?: (child: ChildProcess) => void;
};

export const runScript = (
  name: string,
  args: readonly string[],
  { input = '', env = process.env, onStart = () => undefined }: ScriptOptions = {},
): Promise<ScriptRun> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [`scripts/${name}.ts`, ...args], { env });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    // A command that refuses before it reads closes the pipe first.
    child.stdin.on('error', () => undefined).end(input);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    onStart(child);
  });

/** The same with an audit log of its own (DEPOSITS_OPERATOR_LOG), and what was written into it. */
export const runAuditedScript = async (
  name: string,
  args: readonly string[],
  { env = process.env, ...options }: ScriptOptions = {},
): Promise<ScriptRun & { readonly audit: string }> => {
  const folder = mkdtempSync(join(tmpdir(), 'operator-'));
  const auditLog = join(folder, 'operators.log');
  try {
    const run = await runScript(name, args, {
      ...options,
      env: { ...env, DEPOSITS_OPERATOR_LOG: auditLog },
    });
    return { ...run, audit: existsSync(auditLog) ? readFileSync(auditLog, 'utf8') : '' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

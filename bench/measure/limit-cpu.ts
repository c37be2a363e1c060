// A process with a share of a processor, as Lambda limits a container once it has started: of each 20 ms so many of processor time, then it stands
// still until the next (the Linux scheduler's bandwidth control, which Lambda uses; here by SIGSTOP and SIGCONT). What was
// used beyond a period's share is taken off the next.

/** At so many megabytes a container has one whole processor (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html). */
export const wholeProcessorMb = 1_769;

const periodMs = 20;
const lookMs = 1;

/**
 * @param cpuMs processor time of the process so far
 * @param share of one processor, above 0; 1 and more limits nothing
 * @returns what ends the limit
 */
export const limitCpu = (pid: number, cpuMs: () => number, share: number): (() => void) => {
  if (share >= 1) return () => undefined;
  const quotaMs = share * periodMs;
  let allowedMs = cpuMs() + quotaMs;
  let endsMs = performance.now() + periodMs;
  let isStopped = false;
  const send = (signal: 'SIGSTOP' | 'SIGCONT'): void => {
    isStopped = signal === 'SIGSTOP';
    process.kill(pid, signal);
  };
  const look = (): void => {
    const nowMs = performance.now();
    const usedMs = cpuMs();
    if (nowMs >= endsMs) {
      // Nothing is saved up, debts are kept.
      allowedMs = Math.min(allowedMs, usedMs) + quotaMs;
      endsMs = nowMs + periodMs;
    }
    if (!isStopped && usedMs >= allowedMs) send('SIGSTOP');
    else if (isStopped && usedMs < allowedMs) send('SIGCONT');
  };
  const timer = setInterval(() => {
    try {
      look();
    } catch {
      // It has ended.
      clearInterval(timer);
      isStopped = false;
    }
  }, lookMs);
  return () => {
    clearInterval(timer);
    if (isStopped) send('SIGCONT');
  };
};

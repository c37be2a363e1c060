const localHosts = ['localhost', '127.0.0.1', '[::1]'];

/** Whether a page of this machine has it. */
export const isLocalOrigin = (origin: string | undefined): origin is string =>
  origin !== undefined && URL.canParse(origin) && localHosts.includes(new URL(origin).hostname);

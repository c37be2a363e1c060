export type ApiAnswer = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What is wrong with an answer by the contract; undefined where nothing is. */
export const validateAnswer = ({ status, headers, body }: ApiAnswer): string | undefined => {
  if (status === 304 || status === 204) return body === '' ? undefined : 'a body';
  const type = headers['content-type'] ?? '';
  if (!type.includes('json')) return `content-type ${type}`;
  const parsed: unknown = JSON.parse(body);
  if (typeof parsed !== 'object' || parsed === null || 'undocumented' in parsed) return 'undocumented';
  return undefined;
};

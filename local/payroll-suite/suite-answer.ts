export type SuiteAnswer = {
  readonly status: number;
  readonly body: object;
  readonly headers?: Record<string, string>;
};

export const refuse = (status: number, code: string): SuiteAnswer => ({ status, body: { code } });

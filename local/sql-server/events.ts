// What the endpoint tells about itself: counts of logins and round trips are made from these. No values, no passwords.
export type SqlServerEvent =
  | {
      kind: 'login';
      login: string;
      database: string;
      ok: boolean;
      number?: number;
      application?: string;
      session: number;
    }
  | { kind: 'logout'; login: string; session: number }
  | {
      kind: 'request';
      session: number;
      type: 'batch' | 'rpc' | 'begin' | 'commit' | 'rollback' | 'savepoint' | 'attention';
      text: string;
    };

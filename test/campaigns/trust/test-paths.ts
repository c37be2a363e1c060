// Where tests are.

export const unit = (name: string): string => `test/unit/${name}.test.ts`;
export const integration = (name: string): string => `test/integration/${name}.test.ts`;
export const api = (name: string): string => `test/api/${name}.test.ts`;

// What numbers a function takes from its environment, and the one that counts when it is told none. A deployment is packaged
// with the same ranges (infra/parameters.ts), so that nothing is packaged that a function would refuse.

export type NumberRange = { readonly default: number; readonly min: number; readonly max: number };

/** How long the decryptor may use a tenant's record again. */
export const tenantMaxAgeSeconds: NumberRange = { default: 10, min: 0, max: 60 };

/** How long a function may use an opened credential. */
export const credentialMaxAgeSeconds: NumberRange = { default: 300, min: 1, max: 300 };

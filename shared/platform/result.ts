// An expected outcome as a value: what a caller must handle is in its type, unexpected errors are thrown.

export type Result<T, F> = Success<T> | Failure<F>;
export type Success<T> = { readonly ok: true; readonly value: T };
export type Failure<F> = { readonly ok: false; readonly failure: F };

export const succeed = <T>(value: T): Success<T> => ({ ok: true, value });
export const fail = <const F>(failure: F): Failure<F> => ({ ok: false, failure });

// How many entries a page of the history has, without being asked and at most.

export const historyLimit = { default: 20, max: 100 } as const;

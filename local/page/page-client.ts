/** Under which the page is known to the local issuer. */
export const pageClientId = 'direct-deposits-page';

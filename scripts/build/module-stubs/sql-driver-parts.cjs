// Stands where the SQL driver would load what this product does not do: signing in with NTLM, looking up named instances over
// UDP, loading in bulk, columns that are encrypted by the driver. Loading it is harmless, using it is an error.

const leftOut = (name) =>
  function leftOutOfBundle() {
    throw new Error(`${name} is not part of this bundle`);
  };

module.exports = {
  __esModule: true,
  default: leftOut('This part of the SQL driver'),
  instanceLookup: leftOut('Looking up a named instance'),
};

// Stands in the bundles where the SQL driver would load Azure's packages. Loading it is harmless, using it is an error:
// nothing here signs in to a database with Azure Active Directory or opens columns with a key vault.

module.exports = new Proxy(
  {},
  {
    get: (_target, name) => {
      if (typeof name === 'symbol' || name === '__esModule' || name === 'default') return undefined;
      throw new Error(`${name} belongs to Azure's packages, which are not part of this bundle`);
    },
  },
);

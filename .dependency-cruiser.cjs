// The arrows between folders, from worldly to pure. A rule forbids everything that it does not list.

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'a grammar is recursive, so what reads and writes one may be too',
      severity: 'error',
      from: { pathNot: '^local/sql-server/sql/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-folder-circles',
      comment: 'folders form layers as files do, types included',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-is-pure',
      comment:
        'shared/domain imports nothing but itself and platform’s result and secret, which import nothing',
      severity: 'error',
      from: { path: '^shared/domain/' },
      to: { pathNot: ['^shared/domain/', '^shared/platform/(result|secret)\\.ts$'] },
    },
    {
      name: 'crypto-is-nearly-pure',
      comment: 'shared/crypto imports only node:crypto, platform and domain',
      severity: 'error',
      from: { path: '^shared/crypto/' },
      to: { pathNot: ['^shared/crypto/', '^shared/platform/', '^shared/domain/', '^(node:)?crypto$'] },
    },
    {
      name: 'platform-stands-alone',
      severity: 'error',
      from: { path: '^shared/platform/' },
      to: { pathNot: ['^shared/platform/', '^(node:)?(util|crypto|async_hooks|fs|net)$'] },
    },
    {
      name: 'product-imports-product',
      comment:
        'nothing that is deployed imports operators’ commands, the local stack, benchmarks, tests or scripts',
      severity: 'error',
      from: { path: '^(functions|shared|layers)/' },
      to: { path: '^(operators|local|bench|test|scripts|web)/' },
    },
    {
      name: 'local-uses-what-commands-do',
      comment:
        'the local stack seeds through the operators’ sealing, tenants and migrations, never through their command lines',
      severity: 'error',
      from: { path: '^local/' },
      to: {
        path: '^operators/',
        pathNot:
          '^operators/(credentials|tenants|migrations/(?!migrate-command)|webhook/new-signing-secret|commands/import-mapped)',
      },
    },
    {
      name: 'shared-knows-no-function',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^functions/' },
    },
    {
      name: 'functions-know-only-themselves',
      comment: 'what two Lambdas need lives in shared/',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: '^functions/$1/' },
    },
    {
      name: 'only-runtimes-wire',
      comment: 'an SDK or a driver is met by its adapter and by the wiring, never by a handler or a use case',
      severity: 'error',
      from: { path: '^(functions/|shared/(direct-deposits|http|api-contract)/)' },
      to: { path: 'node_modules/(@aws-sdk|@smithy|mssql|tedious)/' },
    },
    {
      name: 'use-cases-know-ports-only',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^shared/(aws|sql|direct-deposits/sql)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web-knows-the-contract-only',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(functions|operators|layers|local|bench|scripts|shared/(?!(api-contract|domain)/))' },
    },
    {
      name: 'nothing-unresolved',
      comment: 'a peer of the benchmarks finds its packages by NODE_PATH, where it is measured',
      severity: 'error',
      from: { pathNot: '^bench/peers/[^/]+\\.cjs$' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
    },
  },
};

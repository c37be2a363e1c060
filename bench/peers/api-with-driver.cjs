// An API function that loads its database driver while it starts, as one that is kept ready does: what is there to be loaded
// before the first row can be read.

const { join } = require('node:path');

exports.handler = require(join(process.env.BENCH_API_FOLDER, 'list-direct-deposits/handler.cjs')).handler;
require('@deposits/shared/runtime/sql-stores-runtime');

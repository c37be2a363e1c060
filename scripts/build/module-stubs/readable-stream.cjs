// Stands where the SQL driver's buffer list asks for a copy of Node's streams: they are Node's own.

module.exports = require('node:stream');

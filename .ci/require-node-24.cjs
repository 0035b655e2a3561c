// Stops with one clear line on an engine that cannot run TypeScript by type stripping. npm scripts find Node 24 as
// node_modules/.bin/node, which the optional dependencies node-linux-* bring; CommonJS, because it must load on any Node.
'use strict';

const required = 24;
if (Number.parseInt(process.versions.node, 10) < required) {
  process.stderr.write(
    `shiftcast needs Node ${required} or later, this is ${process.version}. ` +
      'Run it by an npm script after `npm ci`, which brings Node 24 for Linux on x64 and arm64 unless optional ' +
      'dependencies or install scripts are left out; on another system install Node 24 first.\n',
  );
  process.exit(3);
}

// Types are stripped and code is compiled once, not at every start: that is half of the time of a short command. Child processes and threads read the
// same cache; where the folder cannot be written nothing is cached and nothing else changes.
const { join } = require('node:path');
process.env.NODE_COMPILE_CACHE ??= join(__dirname, '..', 'node_modules', '.cache', 'compiled');
require('node:module').enableCompileCache(process.env.NODE_COMPILE_CACHE);

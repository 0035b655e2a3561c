// Runs after an install and links the Node 24 that an optional dependency brought as node_modules/.bin/node, where npm
// scripts find it. npm links it by itself, but npm 10, which comes with Node 20, removes the link again when it drops
// the package of the other processor, because both name their command `node`.
'use strict';

const { existsSync, symlinkSync } = require('node:fs');
const { join } = require('node:path');

const bin = join(__dirname, '..', 'node_modules', '.bin');
const engine = join('..', `node-${process.platform}-${process.arch}`, 'bin', 'node');
const link = join(bin, 'node');
if (existsSync(join(bin, engine)) && !existsSync(link)) symlinkSync(engine, link);

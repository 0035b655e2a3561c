// Enters into package-lock.json the platform packages that an install left out because the registry in use does not
// hold them (a mirror may keep the binaries of a few systems only). Without an entry `npm ci` of npm 11 asks the
// registry again and refuses the lock as out of step; with one it skips the package on every system but its own.
// Run it as `npm run lock` after a dependency has changed. The entries carry no integrity: npm records that only for
// what it has fetched.
'use strict';

const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const path = join(__dirname, '..', 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8'));

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/** Reads the system, processor and C library out of a name such as `@oxlint/binding-linux-arm64-musl`. */
function readPlatform(name) {
  const words = name.split(/[-/.]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (os === undefined || cpu === undefined) return undefined;
  if (os !== 'linux') return { cpu: [cpu], os: [os] };
  return { cpu: [cpu], libc: [words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc'], os: [os] };
}

const added = [];
for (const [place, parent] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const nested = `${place}/node_modules/${name}`;
    const hoisted = `node_modules/${name}`;
    if (lock.packages[nested] !== undefined || lock.packages[hoisted] !== undefined) continue;
    const platform = readPlatform(name);
    if (platform === undefined || !/^\d+\.\d+\.\d+$/.test(version)) {
      process.stderr.write(`${name}@${version}, wanted by ${place}, names no platform and stays out of the lock\n`);
      process.exitCode = 1;
      continue;
    }
    lock.packages[hoisted] = { version, ...(parent.dev ? { dev: true } : {}), optional: true, ...platform };
    added.push(name);
  }
}

if (added.length > 0) {
  const ordered = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(ordered);
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
}
process.stdout.write(`${added.length} platform packages added to package-lock.json\n`);

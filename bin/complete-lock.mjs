#!/usr/bin/env node
/**
 * Completes package-lock.json after `npm install` behind a registry mirror that lacks some packages made for other
 * systems: npm leaves those out, and `npm ci` then refuses the file everywhere. Each gets an entry that says for which
 * system it is, so that it is skipped elsewhere and fetched there. Run by hand: node bin/complete-lock.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingOptionalPackages(lock.packages);
for (const [name, entry] of missing) lock.packages[`node_modules/${name}`] = entry;
if (missing.length > 0) {
  const names = Object.keys(lock.packages).sort((a, b) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(names.map((name) => [name, lock.packages[name]]));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(missing.length > 0 ? `Added ${missing.length} entries.` : 'Nothing was missing.');

function missingOptionalPackages(packages) {
  const found = new Map();
  for (const [holder, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const places = [`node_modules/${name}`, `${holder}/node_modules/${name}`];
      if (places.some((place) => packages[place])) continue;
      const system = systemOf(name);
      if (!system) throw new Error(`${name} does not say in its name which system it is for.`);
      found.set(name, { version, ...system, dev: entry.dev, optional: true });
    }
  }
  return [...found];
}

function systemOf(name) {
  const parts = /[-/](android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)-?(.*)$/.exec(
    name,
  );
  if (!parts) return undefined;
  const [, os, cpu, rest] = parts;
  const libc = os !== 'linux' ? undefined : rest.startsWith('musl') ? ['musl'] : ['glibc'];
  return { cpu: [cpu], libc, os: [os] };
}

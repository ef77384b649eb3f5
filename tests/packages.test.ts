/**
 * The packages we stand on: pinned, to be had from any registry, and under licences that go with ours.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Entry = {
  readonly version?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};
const { packages } = JSON.parse(read('package-lock.json')) as {
  readonly packages: Readonly<Record<string, Entry>>;
};

/** Permissive, or weak copyleft, or meant for data and fonts. */
const acceptable =
  /^\(?(MIT|MIT-0|ISC|Apache-2\.0|BSD-2-Clause|BSD-3-Clause|0BSD|BlueOak-1\.0\.0|Unlicense|Zlib|CC0-1\.0|CC-BY-4\.0|MPL-2\.0|OFL-1\.1|Python-2\.0|PSF-2\.0|PostgreSQL)\b/;

describe('the packages', () => {
  it('are pinned to one version each', () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(all.filter(([, version]) => !/^\d/.test(version))).toEqual([]);
  });

  it('are locked without the address they came from', () => {
    expect(Object.keys(packages).filter((name) => packages[name]?.resolved)).toEqual([]);
  });

  it('are locked for every system (node bin/complete-lock.mjs mends it)', () => {
    const missing = Object.entries(packages).flatMap(([holder, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${holder}/node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });

  it('have licences that go with ours', () => {
    // What was completed for other systems has no licence noted; it is that of the package it belongs to.
    const wrong = Object.entries(packages).filter(
      ([name, { license, version }]) =>
        name !== '' && version && license && !acceptable.test(license),
    );
    expect(wrong.map(([name, { license }]) => `${name}: ${license}`)).toEqual([]);
  });

  it('are named in NOTICE with their licence', () => {
    const notice = read('NOTICE').replaceAll(/ +/g, ' ');
    const missing = Object.keys(manifest.dependencies).filter(
      (name) => !notice.includes(` ${name} ${packages[`node_modules/${name}`]?.license}\n`),
    );
    expect(missing).toEqual([]);
  });
});

/** The catalogue of problems and its page say the same. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROBLEMS } from '#api/problems.ts';

const page = readFileSync(new URL('../../docs/problems.md', import.meta.url), 'utf8');
const described = new Map(
  [...page.matchAll(/^## (\w+)\n\n(\d{3})\. /gm)].map(([, code, status]) => [code, Number(status)]),
);

describe('the page of problems', () => {
  it('describes every code, and none that is gone', () => {
    expect([...described.keys()].sort()).toEqual(Object.keys(PROBLEMS).sort());
  });

  it('gives each its status', () => {
    for (const [code, kind] of Object.entries(PROBLEMS))
      expect([code, described.get(code)]).toEqual([code, kind.status]);
  });
});

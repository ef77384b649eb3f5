/** The page about the process language tells everything that the language has. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONDITION_OPERATORS } from '#engine/condition.ts';
import { ELEMENT_SCHEMAS } from '#engine/definition.ts';
import { FACTS } from '#engine/lint/facts.ts';
import { RULES } from '#engine/lint/index.ts';

const page = readFileSync(new URL('../../docs/process-language.md', import.meta.url), 'utf8');

describe('the page about the process language', () => {
  it('has a line for every lint rule, in the rule’s own words', () => {
    const rows = RULES.map(({ name, says }) => `| \`${name}\` | ${says} |`);
    expect(rows.filter((row) => !page.includes(row))).toEqual([]);
    const table = page.slice(page.indexOf('## What the lint says'), page.indexOf('**proved**'));
    expect(table.match(/^\| `/gm)).toHaveLength(RULES.length);
  });

  it('names every element, operator and fact', () => {
    const facts = Object.values(FACTS).flatMap((names) => names ?? []);
    const names = [...Object.keys(ELEMENT_SCHEMAS), ...CONDITION_OPERATORS, ...facts];
    const said = (name: string) => page.includes(`\`${name}`) || name === 'id' || name === 'custom';
    expect(names.filter((name) => !said(name))).toEqual([]);
  });
});

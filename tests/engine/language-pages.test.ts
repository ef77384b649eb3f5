/**
 * The pages about the parts of the process language are so: their examples lint, their calls fit the API, what they say of
 * BPMN documents is what is written, and no element, field, function, rule or code is without a word.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Check } from 'typebox/schema';
import { describe, expect, it } from 'vitest';
import { NewMessage, NewSignal } from '#api/messages/schemas.ts';
import { MovePreviewRequest, NewMove } from '#api/moves/schemas.ts';
import { Bulk, Cancel, Reason, Repair } from '#api/runs/schemas.ts';
import { RUN_STATES } from '#domain/processes/run-state.ts';
import { Action } from '#engine/action.ts';
import { toBpmn } from '#engine/bpmn/index.ts';
import { ACTIVITY_TYPES } from '#engine/definition/is-activity.ts';
import { type Definition, ELEMENT_SCHEMAS, LIMITS, Trigger } from '#engine/definition.ts';
import { compute, ExpressionProblem, FUNCTIONS } from '#engine/expression/index.ts';
import { isDefinition, lint, RULES } from '#engine/lint/index.ts';
import {
  ITEMS_AT_ONCE,
  MAX_ENTRIES_PER_STEP,
  MAX_ITEMS,
  MAX_TOKENS,
  MAX_VISITS,
} from '#engine/state.ts';
import { border } from '../support/nested.ts';
import { comment, process } from '../support/process.ts';
import { scenario } from '../support/scenario.ts';

const root = new URL('../../', import.meta.url);
const folder = new URL('docs/process-language/', root);
const read = (file: string, from = folder): string => readFileSync(new URL(file, from), 'utf8');
const files = readdirSync(folder);
const documents = files.filter((file) => file.endsWith('.md'));
const pages = documents.filter((file) => file !== 'README.md');
const types = Object.keys(ELEMENT_SCHEMAS) as (keyof typeof ELEMENT_SCHEMAS)[];

const blocksIn = (text: string, fence: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${fence}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block,
  );
const examplesOf = (page: string): readonly unknown[] =>
  blocksIn(read(page), 'json definition').map((block): unknown => JSON.parse(block));
const sectionOf = (text: string, title: string): string =>
  text.split(/^## /m).find((section) => section.startsWith(title)) ?? '';
const says = (page: string, names: readonly string[]): readonly string[] => {
  const text = read(page);
  return names.filter((name) => !text.includes(`\`${name}\``));
};

/** The names at the head of each point of a list. */
const rulesIn = (text: string): readonly string[] =>
  [...sectionOf(text, 'What the lint says').matchAll(/^- (`[a-z-]+`(?:(?:,| and) `[a-z-]+`)*)/gm)]
    .flatMap(([, names = '']) => names.match(/[a-z-]{2,}/g) ?? [])
    .filter((name) => name !== 'and');

describe.each(pages)('%s', (page) => {
  const text = read(page);

  it('has its picture, and an example', () => {
    expect(text).toContain(`](${page.replace('.md', '.svg')})`);
    expect(examplesOf(page).length).toBeGreaterThan(0);
  });

  it('shows definitions in which there is nothing to mend', () => {
    for (const example of examplesOf(page)) {
      expect(isDefinition(example)).toBe(true);
      expect(lint(example).filter(({ level }) => level !== 'hint')).toEqual([]);
    }
  });

  it('shows what is written to a BPMN document', async () => {
    const [example] = examplesOf(page);
    const written = await toBpmn(example as Definition);
    for (const block of blocksIn(text, 'xml')) {
      let at = 0;
      for (const line of block.split('\n')) {
        // Each element stands alone, and is looked for from the beginning.
        if (!line.startsWith(' ') && !line.startsWith('</')) at = 0;
        // A text that is too long to be shown is cut in its middle.
        for (const part of line.trim().split('…')) {
          const found = written.indexOf(part, at);
          expect(found, part).not.toBe(-1);
          at = found;
        }
      }
    }
  });

  it('says what the lint says, what BPMN says, and what the limits are', () => {
    for (const title of ['What the lint says', 'In BPMN', 'Limits'])
      expect(sectionOf(text, title) || (page === 'limits.md' && title === 'Limits')).toBeTruthy();
  });
});

describe.each(documents)('%s', (page) => {
  const text = read(page);

  it('leads only to what is there', () => {
    const links = [...text.matchAll(/\]\(([^)#\s]*)(#[^)\s]+)?\)/g)];
    const missing = links.filter(([, file, anchor]) => {
      // Written beside these pages, and held to what it says by its own test.
      const url = new URL(file || page, folder);
      if (!existsSync(url)) return true;
      return anchor !== undefined && !anchorsOf(readFileSync(url, 'utf8')).includes(anchor);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });

  it('names only rules that exist', () => {
    const known = RULES.map(({ name }) => name);
    expect(rulesIn(text).filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('the pages together', () => {
  it('have one for each element, with its example', () => {
    expect(types.filter((type) => !pages.includes(`${type}.md`))).toEqual([]);
    for (const type of types) {
      const shown = examplesOf(`${type}.md`) as readonly Definition[];
      expect(shown.flatMap(({ elements }) => elements.map((one) => one.type))).toContain(type);
    }
  });

  it('stand all in the table of contents', () => {
    const contents = read('README.md');
    expect(pages.filter((page) => !contents.includes(`](${page})`))).toEqual([]);
  });

  it('name every field of every element', () => {
    const told = new Set(['id', 'name', 'documentation', 'parent', 'type']);
    const ofActivities = ['loop', 'inputs', 'outputs', 'undo', 'forCompensation'];
    const unsaid = types.flatMap((type) => {
      const activity: readonly string[] = ACTIVITY_TYPES;
      const fields = Object.keys(ELEMENT_SCHEMAS[type].properties).filter(
        (field) => !told.has(field) && !(activity.includes(type) && ofActivities.includes(field)),
      );
      const text = read(`${type}.md`);
      return fields.filter((field) => !new RegExp(`\`${field}[\`.]`).test(text));
    });
    expect(unsaid).toEqual([]);
    expect(says('loops.md', ['each', 'as', 'sequential', 'atOnce', 'until', 'collect'])).toEqual(
      [],
    );
    const constants = (schema: { readonly anyOf: readonly object[] }) =>
      schema.anyOf.map(
        (one) => (one as { properties: { type: { const: string } } }).properties.type.const,
      );
    expect(says('startEvent.md', constants(Trigger))).toEqual([]);
    expect(says('serviceTask.md', constants(Action))).toEqual([]);
  });

  it('tell of every lint rule', () => {
    const named = new Set(documents.flatMap((page) => rulesIn(read(page))));
    expect(RULES.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
  });

  it('tell of every function, in its own words', () => {
    const text = read('expressions.md');
    const rows = Object.values(FUNCTIONS).map(({ usage, says }) => `| \`${usage}\` | ${says} |`);
    expect(rows.filter((row) => !text.includes(row))).toEqual([]);
  });

  it('tell of every failure of a run, and of no other', () => {
    const source = read('engine/state.ts', root);
    const union = /export type EngineFailure =([\s\S]*?);/.exec(source)?.[1] ?? '';
    const codes = [...union.matchAll(/'([a-z_]+)'/g)].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(10);
    const table = sectionOf(read('limits.md'), 'Codes of the run itself');
    const rows = [...table.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, code = '']) => code);
    expect(rows.sort()).toEqual(codes.sort());
  });

  it('tell of every number', () => {
    const { textLength, ...limits } = LIMITS;
    const numbers = [
      ...Object.values(limits),
      textLength,
      MAX_VISITS,
      MAX_TOKENS,
      MAX_ITEMS,
      ITEMS_AT_ONCE,
      MAX_ENTRIES_PER_STEP,
    ];
    const text = read('limits.md');
    expect(numbers.map((n) => n.toLocaleString('en')).filter((n) => !text.includes(n))).toEqual([]);
  });

  it('tell of every state of a run, and of every reason that holds one back', () => {
    expect(says('repair.md', RUN_STATES)).toEqual([]);
    const source = read('engine/move/mapping.ts', root);
    const union = /export type MoveProblem =([\s\S]*?);/.exec(source)?.[1] ?? '';
    const problems = [...union.matchAll(/'([a-z_]+)'/g)].map(([, problem = '']) => problem);
    expect(problems.length).toBeGreaterThan(5);
    expect(says('moving.md', problems)).toEqual([]);
  });
});

describe('an expression that is worked through', () => {
  const text = read('expressions.md');
  const [facts = '{}'] = blocksIn(text, 'json facts');
  const rows = [...sectionOf(text, 'Worked through').matchAll(/^\| `(.+?)` \| (.+) \|$/gm)];
  const told = rows.map(([, expression = '', result = '']) => [expression, result] as const);

  it.each(told)('%s comes to %s', (expression, result) => {
    expect(comesTo(expression, JSON.parse(facts))).toBe(result);
  });

  function comesTo(expression: string, known: { readonly [root: string]: unknown }): string {
    try {
      return `\`${JSON.stringify(compute(expression, known))}\``;
    } catch (error) {
      if (error instanceof ExpressionProblem) return `a problem: ${error.message}`;
      throw error;
    }
  }
});

describe('what the pages say of corners', () => {
  const undoing = {
    a: { ...comment, undo: 'u' },
    u: { type: 'userTask', task: {}, forCompensation: true },
  };

  it('a repeated timer comes again in business time (boundaryEvent.md)', () => {
    const after = { businessHours: 1 };
    const late = border('a', { timer: { after }, interrupting: false, repeat: 3 });
    return scenario(process('start > a > end; late > b > end2', { late }))
      .starts()
      .waits('4 hours')
      .traces(`
      task a
      timer late until Mon 10:00
      Mon 10:00 task b
      timer late until Mon 11:00
      Mon 11:00 task b
      timer late until Mon 12:00
      Mon 12:00 task b
    `);
  });

  it('what was skipped is undone like what was done (repair.md)', () =>
    scenario(process('start > a > b > end', undoing))
      .fails('a', 'gone')
      .starts()
      .skips('a', 'failed')
      .cancels('enough', true)
      .completes('u')
      .traces(`
      failed a: gone
      skipped a
      task b
      withdrawn b
      task u
      cancelled
    `));
});

describe('the calls', () => {
  const bodies: readonly (readonly [RegExp, object])[] = [
    [/\/messages$/, NewMessage],
    [/\/signals$/, NewSignal],
    [/\/retry$/, Reason],
    [/\/cancel$/, Cancel],
    [/\/repairs$/, Repair],
    [/\/runs\/bulk$/, Bulk],
    [/\/moves\/preview$/, MovePreviewRequest],
    [/\/moves$/, NewMove],
  ];
  const calls = documents.flatMap((page) =>
    blocksIn(read(page), 'http').flatMap((block) =>
      block
        .split(/^(?=[A-Z]+ \/)/m)
        .map((call) => /^[A-Z]+ (\S+)[^{]*?(?:\s(\{ [\s\S]*\}))?\s*$/.exec(call))
        .map((call): [string, string, string | undefined] => [page, call?.[1] ?? '', call?.[2]]),
    ),
  );

  it.each(calls)('of %s fit what %s takes', (_page, path, body) => {
    const schema = bodies.find(([pattern]) => pattern.test(path))?.[1];
    if (body === undefined) expect(path).toMatch(/\/(continue|stop|undo)$/);
    else expect(schema && Check(schema, JSON.parse(body))).toBe(true);
  });
});

describe('the pictures', () => {
  const pictures = files.filter((file) => file.endsWith('.svg'));

  it('belong to a page each', () => {
    expect(pictures.map((file) => file.replace('.svg', '.md')).sort()).toEqual([...pages].sort());
  });

  it.each(pictures)('%s can be read on light and on dark', (file) => {
    const svg = read(file);
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).toContain('stroke: currentColor');
    expect(svg).toMatch(/<title>[^<]+<\/title>/);
    expect(svg.length).toBeLessThan(10_000);
  });
});

/** The anchors that a reader of the page can be led to. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
    const bare = heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '');
    return `#${bare.replaceAll(' ', '-')}`;
  });
}

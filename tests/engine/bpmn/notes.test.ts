/** Notes as BPMN has them: text annotations with a size, joined by a line with what they are about. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromBpmn, toBpmn } from '#engine/bpmn/index.ts';
import type { Definition, Note } from '#engine/definition.ts';
import { applyEdit, type Edit } from '#engine/edits.ts';
import { process } from '#tests/support/process.ts';

const sample = readFileSync(new URL('samples/camunda-modeler.bpmn', import.meta.url), 'utf8');
const imported = async (xml: string): Promise<Definition> => {
  const [definition] = (await fromBpmn(xml)).definitions;
  if (!definition) throw new Error('nothing came in');
  return definition;
};
const lineOf = (xml: string): string =>
  /<bpmn:association (?:[^>](?!associationDirection))*?\/>/.exec(xml)?.[0] ?? 'none';
const changed = async (changes: Extract<Edit, { type: 'updateNote' }>['changes']) => {
  const before = await imported(sample);
  const after = applyEdit(before, { type: 'updateNote', id: 'TextAnnotation_1', changes });
  const xml = await toBpmn(after);
  expect((await imported(xml)).notes).toEqual(after.notes);
  return xml;
};

describe('a note that goes out as BPMN', () => {
  const drawing = process('start > a > end');
  const notes: readonly Note[] = [
    { id: 'n1', text: 'Why twice?', x: 40, y: 48, width: 240, height: 96, about: 'a' },
    { id: 'n2', text: 'About nothing', x: 0, y: 200 },
  ];

  it('is a text annotation of that size, and a line to what it is about', async () => {
    const xml = await toBpmn({ ...drawing, notes });
    expect(xml).toContain('<dc:Bounds x="40" y="48" width="240" height="96" />');
    expect(lineOf(xml)).toContain('sourceRef="a" targetRef="n1"');
    expect(xml.match(/<bpmn:association /g)).toHaveLength(1);
    expect(xml).toMatch(/<bpmndi:BPMNEdge [^>]*bpmnElement="n1_about"/);
    expect(xml).not.toContain('perdura:exact');
    const back = await fromBpmn(xml);
    expect(back.definitions[0]?.notes).toEqual(notes);
    expect(back.report).toEqual([]);
  });
});

describe('a note that came in as BPMN', () => {
  it('is led elsewhere by the line the document has', async () => {
    const xml = await changed({ about: 'Activity_grant' });
    expect(lineOf(xml)).toContain(
      'id="Association_1" sourceRef="Activity_grant" targetRef="TextAnnotation_1"',
    );
  });

  it('keeps the direction in which its line was drawn', async () => {
    const turned = sample.replace(
      'sourceRef="Activity_check" targetRef="TextAnnotation_1"',
      'sourceRef="TextAnnotation_1" targetRef="Activity_check"',
    );
    const before = await imported(turned);
    expect(before.notes?.[0]?.about).toBe('Activity_check');
    const edit = { type: 'updateNote', id: 'TextAnnotation_1' } as const;
    const xml = await toBpmn(applyEdit(before, { ...edit, changes: { about: 'Activity_grant' } }));
    expect(lineOf(xml)).toContain('sourceRef="TextAnnotation_1" targetRef="Activity_grant"');
  });

  it('loses its line, and nothing else, when it is about nothing any more', async () => {
    const xml = await changed({ about: null });
    expect(xml).not.toContain('Association_1');
    expect(xml).toContain('bpmnElement="TextAnnotation_1"');
  });

  it('is as large in the document as it was made', async () => {
    const xml = await changed({ width: 200, height: 80 });
    expect(xml).toContain('<dc:Bounds x="280" y="90" width="200" height="80" />');
  });
});

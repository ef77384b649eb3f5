/** What React Flow is given: the definition and nothing else, in plain words, and the same objects for what did not change. */
import { describe, expect, it } from 'vitest';
import { toFlow } from '#designer/canvas/diagram/to-flow.ts';
import { sizeOf } from '#designer/ui/diagram/shapes.ts';
import { applyEdit } from '#engine/edits.ts';
import type { Finding } from '#engine/lint/index.ts';
import { lint } from '#engine/lint/index.ts';
import { aProcess, say } from './support.ts';

const draw = (changes: Partial<Parameters<typeof toFlow>[0]> = {}) =>
  toFlow({ say, definition: aProcess(), ...changes });
const node = (drawing: ReturnType<typeof draw>, id: string) =>
  drawing.nodes.find((candidate) => candidate.id === id);
const edge = (drawing: ReturnType<typeof draw>, id: string) =>
  drawing.edges.find((candidate) => candidate.id === id);

describe('the drawing of a definition', () => {
  it('has a node for each element, where the layout puts it and as large as its kind', () => {
    const drawing = draw();
    expect(drawing.nodes.map(({ id }) => id)).toEqual(aProcess().elements.map(({ id }) => id));
    expect(node(drawing, 'ask')).toMatchObject({
      position: { x: 240, y: 88 },
      ...sizeOf('approval'),
    });
  });

  it('says on flows when they are taken', () => {
    const drawing = draw();
    const labels = drawing.edges.map(({ id, data }) => [id, data?.label]);
    expect(Object.fromEntries(labels)).toEqual({
      f1: '',
      f2: 'cost > 1000',
      f3: 'otherwise',
      f4: 'approved',
      f5: 'rejected',
      f6: '',
    });
  });

  it('tells a screen reader of each flow whence, where to and when, by names', () => {
    const drawing = draw();
    expect(edge(drawing, 'f1')?.ariaLabel).toBe('From Start to Dear?');
    expect(edge(drawing, 'f2')?.ariaLabel).toBe('From Dear? to Owner agrees, when: cost > 1000');
    expect(edge(drawing, 'f5')?.ariaLabel).toBe('From Owner agrees to End, when: rejected');
  });

  it('says on elements who or what', () => {
    const names = { group: (key: string) => (key === 'managers' ? 'Managers' : undefined) };
    const drawing = draw({ names });
    expect(node(drawing, 'ask')?.data).toMatchObject({ name: 'Owner agrees', summary: 'Managers' });
    expect(node(drawing, 'start')?.data).toMatchObject({ name: 'Start', summary: 'by hand' });
  });

  it('marks what the lint found, with the worst level and the number', () => {
    const definition = applyEdit(aProcess(), { type: 'disconnect', ids: ['f5'] });
    const drawing = draw({ definition, findings: lint(definition) });
    expect(node(drawing, 'ask')?.data.level).toBe('error');
    expect(node(drawing, 'give')?.data.level).toBeNull();
  });

  it('puts a finding about a flow on the flow alone', () => {
    const finding: Finding = {
      rule: 'x',
      level: 'warning',
      element: 'choice',
      flow: 'f2',
      message: '',
      values: {},
    };
    const drawing = draw({ findings: [finding] });
    expect(edge(drawing, 'f2')?.data?.level).toBe('warning');
    expect(node(drawing, 'choice')?.data.level).toBeNull();
  });

  it('follows an element in mid-drag with its flows, and leaves the definition alone', () => {
    const before = draw();
    const drawing = draw({ moved: new Map([['ask', { x: 300, y: 300 }]]) });
    expect(node(drawing, 'ask')?.position).toEqual({ x: 300, y: 300 });
    expect(edge(drawing, 'f2')?.data?.points).not.toEqual(edge(before, 'f2')?.data?.points);
    expect(edge(drawing, 'f6')?.data?.points).toEqual(edge(before, 'f6')?.data?.points);
  });

  it('gives the same objects again for what did not change', () => {
    const first = aProcess();
    const before = toFlow({ say, definition: first });
    const definition = applyEdit(first, { type: 'renameElement', id: 'ask', name: 'Other' });
    const after = toFlow({ say, definition }, before);
    expect(node(after, 'ask')).not.toBe(node(before, 'ask'));
    expect(node(after, 'give')).toBe(node(before, 'give'));
  });

  it('has one stop for Tab', () => {
    const stops = draw({ selection: { elements: ['give'], flows: [] } }).nodes.filter(
      ({ focusable }) => focusable,
    );
    expect(stops.map(({ id }) => id)).toEqual(['give']);
  });

  it('tells a screen reader name, kind, who, and how many findings', () => {
    const definition = applyEdit(aProcess(), { type: 'disconnect', ids: ['f5'] });
    const drawing = draw({ definition, findings: lint(definition) });
    expect(node(drawing, 'ask')?.ariaLabel).toBe('Owner agrees, Approval, managers, 1 finding');
  });
});

/** Groups: what they hold says where they are; whoever is dragged in or out joins or leaves; they mean nothing to a run. */
import { describe, expect, it } from 'vitest';
import { groupIn } from '#designer/canvas/diagram/group-nodes.ts';
import { toFlow } from '#designer/canvas/diagram/to-flow.ts';
import { groupAround, regrouped } from '#designer/canvas/editor/commands/group.ts';
import { groupsOf } from '#designer/ui/diagram/groups.ts';
import { toSvg } from '#designer/ui/diagram/svg/to-svg.ts';
import { fromBpmn, toBpmn } from '#engine/bpmn/index.ts';
import { meaning } from '#engine/canonical.ts';
import type { Definition, Point } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { applyEdit } from '#engine/edits.ts';
import { isDefinition } from '#engine/lint/index.ts';
import { aProcess, say } from './support.ts';

const made = groupAround(aProcess(), ['ask', 'give'], 'Decide & <do>');
if (typeof made === 'string') throw new Error(made);
const grouped = applyEdit(aProcess(), made.edit);
const members = (definition: Definition) => definition.groups?.[0]?.elements;
const dragged = (definition: Definition, positions: Record<string, Point>): Definition => {
  const move: Edit = { type: 'moveElements', positions };
  return applyEdit(definition, regrouped(definition, Object.keys(positions), move));
};

describe('a group', () => {
  it('is drawn around its members, behind everything, with its name', () => {
    const [group] = groupsOf(grouped);
    expect(group?.rect).toEqual({ x: 208, y: 40, width: 576, height: 160 });
    const { groups, nodes } = toFlow({ say, definition: grouped });
    expect(groups[0]).toMatchObject({
      position: { x: 208, y: 40 },
      ariaLabel: 'Group Decide & <do>, 2 steps',
    });
    expect(groups[0]?.zIndex).toBeLessThan(Math.min(...nodes.map(({ zIndex }) => zIndex ?? 0)));
    expect(groupIn(grouped, groups[0]?.id ?? '')).toBe(grouped.groups?.[0]);
    const { svg } = toSvg(say, grouped);
    expect(svg).toContain('>Decide &amp; &lt;do&gt;<');
    expect(isDefinition(grouped)).toBe(true);
  });

  it('means nothing to a run', () => {
    expect(meaning(grouped)).toBe(meaning(aProcess()));
  });

  it('is left by who is dragged out of it, and joined by who is dragged in', () => {
    const out = dragged(grouped, { give: { x: 560, y: 500 } });
    expect(members(out)).toEqual(['ask']);
    const joined = dragged(out, { no: { x: 300, y: 120 } });
    expect(members(joined)).toEqual(['ask', 'no']);
  });

  it('keeps its members when all of them are moved, or one a little', () => {
    expect(members(dragged(grouped, { ask: { x: 0, y: 900 }, give: { x: 320, y: 900 } }))).toEqual([
      'ask',
      'give',
    ]);
    expect(members(dragged(grouped, { ask: { x: 256, y: 96 } }))).toEqual(['ask', 'give']);
  });

  it('is gone with the last of its members, and can be taken away alone', () => {
    const one = applyEdit(grouped, { type: 'removeElements', ids: ['ask'] });
    expect(members(one)).toEqual(['give']);
    expect(applyEdit(one, { type: 'removeElements', ids: ['give'] })).not.toHaveProperty('groups');
    const ungrouped = applyEdit(grouped, { type: 'removeGroup', id: made.group.id });
    expect(ungrouped).toEqual(aProcess());
  });

  it('holds a sub-process made of its members, and them again when that is dissolved', () => {
    const wrapped = applyEdit(grouped, { type: 'wrapElements', ids: ['give'], id: 'sub' });
    expect(members(wrapped)).toEqual(['ask', 'sub']);
    expect(members(applyEdit(wrapped, { type: 'dissolve', id: 'sub' }))).toEqual(['ask', 'give']);
  });

  it('is not made of nothing, of what is one already, or across parts', () => {
    expect(groupAround(aProcess(), [], 'G')).toBe('none');
    expect(groupAround(grouped, ['give', 'ask'], 'G')).toBe('already');
    expect(applyEdit(grouped, made.edit)).toBe(grouped);
    expect(applyEdit(grouped, { type: 'updateGroup', id: 'nobody', changes: {} })).toBe(grouped);
  });

  it('goes out to BPMN and comes in again', async () => {
    const { definitions } = await fromBpmn(await toBpmn(grouped));
    expect(definitions[0]?.groups).toEqual(grouped.groups);
  });
});

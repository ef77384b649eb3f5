/** What authors do, as single steps: whatever is appended, inserted, pasted or tidied stays savable and off other elements. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseClip } from '#designer/canvas/editor/clip.ts';
import { append } from '#designer/canvas/editor/commands/append.ts';
import { copy } from '#designer/canvas/editor/commands/copy.ts';
import { drop } from '#designer/canvas/editor/commands/drop.ts';
import { nudge } from '#designer/canvas/editor/commands/nudge.ts';
import { paste } from '#designer/canvas/editor/commands/paste.ts';
import { remove } from '#designer/canvas/editor/commands/remove.ts';
import { replaceKind } from '#designer/canvas/editor/commands/replace-kind.ts';
import { setTriggered } from '#designer/canvas/editor/commands/set-triggered.ts';
import { setUndo } from '#designer/canvas/editor/commands/set-undo.ts';
import { tidy } from '#designer/canvas/editor/commands/tidy.ts';
import { wrap } from '#designer/canvas/editor/commands/wrap.ts';
import { TEMPLATES } from '#designer/canvas/editor/templates.ts';
import { findNeighbour } from '#designer/canvas/editor/walk.ts';
import { emptyProcess } from '#designer/canvas/process/empty-process.ts';
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import type { Definition } from '#engine/definition.ts';
import { applyEdit } from '#engine/edits.ts';
import { isDefinition, lint } from '#engine/lint/index.ts';
import { everyElement } from './every-element.ts';
import { aProcess } from './support.ts';

const template = (id: string) => {
  const found = TEMPLATES.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`There is no template “${id}”.`);
  return found;
};
const element = (definition: Definition, id: string) => {
  const found = definition.elements.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`There is no element “${id}”.`);
  return found;
};
const appended = (definition: Definition, after: string, kind: string) => {
  const made = append(definition, element(definition, after), template(kind));
  return made ? applyEdit(definition, made.edit) : definition;
};
/** Of one scope; frames are around what they hold, and events on a border lie on it. */
const overlapping = (definition: Definition) => {
  const scopes = new Set(definition.elements.map(({ parent }) => parent));
  return [...scopes].flatMap((scope) => overlappingIn(definition, scope));
};
const overlappingIn = (definition: Definition, scope: string | undefined) => {
  const own = definition.elements.filter(
    ({ parent, type }) => parent === scope && type !== 'boundaryEvent',
  );
  const rects = [...rectsFor(definition)].filter(([id]) => own.some((one) => one.id === id));
  return rects.flatMap(([a, one], index) =>
    rects
      .slice(index + 1)
      .filter(
        ([, other]) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      )
      .map(([b]) => `${a} on ${b}`),
  );
};
const shipped = ['laptop-request', 'incident', 'normal-change'].map(
  (key): Definition =>
    JSON.parse(
      readFileSync(new URL(`../../../rules/shipped/${key}.json`, import.meta.url), 'utf8'),
    ),
);

describe('appending', () => {
  it('puts a step between when there is only one way on', () => {
    const definition = appended(emptyProcess('p', 'P'), 'start', 'approval');
    expect(definition.flows.map(({ from, to, port }) => [from, to, port])).toEqual([
      ['start', 'approval', undefined],
      ['approval', 'end', 'approved'],
    ]);
    expect(overlapping(definition)).toEqual([]);
  });

  it('takes the next outcome that leads nowhere yet', () => {
    const asked = appended(emptyProcess('p', 'P'), 'start', 'approval');
    const definition = appended(asked, 'approval', 'endEvent');
    expect(definition.flows.at(-1)).toMatchObject({
      from: 'approval',
      to: 'endEvent',
      port: 'rejected',
    });
    expect(lint(definition).filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('leads a board’s decision on, and says what is missing until each outcome has a way', () => {
    const planned = appended(emptyProcess('p', 'P'), 'start', 'userTask');
    const decided = appended(planned, 'userTask', 'cabReview');
    const ended = appended(decided, 'cabReview', 'endEvent');
    const ports = (definition: Definition) =>
      definition.flows.filter(({ from }) => from === 'cabReview').map(({ port }) => port);
    expect(ports(ended)).toEqual(['approved', 'rejected']);
    expect(overlapping(ended)).toEqual([]);
    const [missing] = lint(ended).filter(({ rule }) => rule === 'outcome-without-flow');
    const mended = (missing?.fix ?? []).reduce(applyEdit, ended);
    expect(mended.flows.at(-1)).toMatchObject({ to: 'userTask', port: 'deferred' });
    const left = lint(mended).filter(({ level }) => level === 'error');
    expect(left.map(({ values }) => values.problem)).toEqual(['no-board']);
  });

  it('adds a branch to a gateway', () => {
    const definition = appended(aProcess(), 'choice', 'notify');
    expect(definition.flows.filter(({ from }) => from === 'choice')).toHaveLength(3);
  });

  it('does nothing after an end', () => {
    expect(appended(aProcess(), 'done', 'userTask')).toEqual(aProcess());
  });

  it('keeps every process savable and its elements apart, whatever is appended where', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...TEMPLATES)), { maxLength: 14 }),
        (appended) => {
          let definition = emptyProcess('p', 'P');
          for (const [at, kind] of appended) {
            const source = definition.elements[at % definition.elements.length];
            const made = source && append(definition, source, kind);
            if (made) definition = applyEdit(definition, made.edit);
          }
          expect(isDefinition(definition)).toBe(true);
          expect(overlapping(definition)).toEqual([]);
          expect(Object.keys(definition.layout ?? {}).sort()).toEqual(
            definition.elements.map(({ id }) => id).sort(),
          );
        },
      ),
    );
  });
});

describe('tidying up', () => {
  it.each([aProcess(), ...shipped])(
    'lays $key out from left to right without overlaps',
    (definition) => {
      const arranged = applyEdit(
        definition,
        tidy(definition, () => ''),
      );
      const layout = arranged.layout ?? {};
      expect(overlapping(arranged)).toEqual([]);
      expect(layout.start?.x).toBe(Math.min(...Object.values(layout).map(({ x }) => x)));
    },
  );

  it.each([aProcess(), ...shipped])('changes nothing of $key the second time', (definition) => {
    const once = applyEdit(
      definition,
      tidy(definition, () => ''),
    );
    expect(
      applyEdit(
        once,
        tidy(once, () => ''),
      ).layout,
    ).toEqual(once.layout);
  });

  it('copes with loops and with what nothing leads to', () => {
    const definition = [
      { type: 'connect', from: 'give', to: 'choice' } as const,
      { type: 'addElement', element: { id: 'alone', type: 'userTask', task: {} } } as const,
    ].reduce(applyEdit, aProcess());
    const arranged = applyEdit(
      definition,
      tidy(definition, () => ''),
    );
    expect(overlapping(arranged)).toEqual([]);
    expect(Object.keys(arranged.layout ?? {})).toHaveLength(7);
  });
});

describe('parts of a process', () => {
  const errors = (definition: Definition) =>
    lint(definition)
      .filter(({ level }) => level === 'error')
      .map(({ message }) => message);
  const tidied = () => {
    const layout = { ...everyElement, layout: {} };
    return applyEdit(
      layout,
      tidy(layout, () => ''),
    );
  };

  it('are laid out in their frames, with every event on its border', () => {
    const definition = tidied();
    expect(overlapping(definition)).toEqual([]);
    const rects = rectsFor(definition);
    for (const { id, parent, type } of definition.elements) {
      const frame = rects.get(parent ?? '');
      const rect = rects.get(id);
      if (!frame || !rect || type === 'boundaryEvent') continue;
      expect(rect.x).toBeGreaterThan(frame.x);
      expect(rect.y + rect.height).toBeLessThan(frame.y + frame.height);
    }
    const again = applyEdit(
      definition,
      tidy(definition, () => ''),
    );
    expect(again.layout).toEqual(definition.layout);
  });

  it('take up what is dropped into them, and say what that cut', () => {
    const definition = appended(aProcess(), 'give', 'subProcess');
    const frame = rectsFor(definition).get('subProcess');
    if (!frame) throw new Error('There is no frame.');
    const dropped = drop(definition, { ask: { x: frame.x + 40, y: frame.y + 56 } });
    expect(dropped).toMatchObject({ into: 'subProcess', cut: 3 });
    expect(element(applyEdit(definition, dropped.edit), 'ask').parent).toBe('subProcess');
  });

  it('are made of steps, which keep apart, and run as they did', () => {
    const made = wrap(aProcess(), ['choice', 'ask', 'give']);
    if (!made) throw new Error('Nothing was made.');
    const definition = applyEdit(aProcess(), made.edit);
    expect(overlapping(definition)).toEqual([]);
    expect(errors(definition)).toEqual([]);
  });

  it('are not made of steps that are entered at several places', () => {
    expect(wrap(aProcess(), ['ask', 'give'])).toBeUndefined();
  });

  it('are copied with all they hold, also into one another', () => {
    const clip = parseClip(JSON.stringify(copy(tidied(), ['sub'])));
    if (!clip || 'tooMany' in clip) throw new Error('The clip was not read.');
    const { edit, ids } = paste(tidied(), clip, { scope: 'asked' });
    const definition = applyEdit(tidied(), edit);
    expect(ids).toContain('sub-2');
    expect(element(definition, 'sub-2').parent).toBe('asked');
    expect(element(definition, 'tell-2').parent).toBe('asked-2');
    expect(element(definition, 'remind-2')).toMatchObject({ attachedTo: 'sub-2' });
    expect(isDefinition(definition)).toBe(true);
  });

  it('begin by an event or by the flow, never both', () => {
    const sub = element(tidied(), 'sub');
    if (sub.type !== 'subProcess') throw new Error('That is no sub-process.');
    const definition = applyEdit(tidied(), setTriggered(tidied(), sub, true));
    expect(definition.flows.some(({ from, to }) => from === 'sub' || to === 'sub')).toBe(false);
    expect(definition.elements.map(({ id }) => id)).not.toContain('remind');
    expect(element(definition, 'inner')).toMatchObject({ trigger: { type: 'event' } });
  });
});

describe('events on a border', () => {
  it('lie on it, beside one another, and stay on it when they are moved', () => {
    let definition = appended(aProcess(), 'give', 'boundaryEvent-timer');
    definition = appended(definition, 'give', 'boundaryEvent-error');
    const host = rectsFor(definition).get('give');
    const [one, other] = ['boundaryEvent', 'boundaryEvent-2'].map((id) =>
      rectsFor(definition).get(id),
    );
    expect(one?.y).toBe((host?.y ?? 0) + (host?.height ?? 0) - 16);
    expect(Math.abs((one?.x ?? 0) - (other?.x ?? 0))).toBeGreaterThanOrEqual(40);
    const moved = nudge(definition, ['boundaryEvent'], { x: 0, y: 40 });
    const after = moved ? applyEdit(definition, moved) : definition;
    expect(rectsFor(after).get('boundaryEvent')).toEqual(one);
  });

  it('have no place on what has no border', () => {
    for (const id of ['start', 'choice', 'done']) {
      expect(appended(aProcess(), id, 'boundaryEvent-timer')).toEqual(aProcess());
    }
  });
});

describe('what undoes a step', () => {
  it('is made beside it, and goes when nothing is undone by it', () => {
    const give = element(aProcess(), 'give');
    if (give.type !== 'userTask') throw new Error('That is no task.');
    const definition = applyEdit(aProcess(), setUndo(aProcess(), give, null));
    expect(element(definition, 'undo')).toMatchObject({ forCompensation: true });
    expect(element(definition, 'give')).toMatchObject({ undo: 'undo' });
    const edit = remove(definition, ['give'], []);
    expect(edit && applyEdit(definition, edit).elements.map(({ id }) => id)).not.toContain('undo');
  });
});

describe('turning one kind into another', () => {
  it('keeps what both have, and leaves by ways the new one has', () => {
    const definition = applyEdit(
      aProcess(),
      replaceKind(aProcess(), element(aProcess(), 'ask'), template('userTask')) ?? {
        type: 'batch',
        edits: [],
      },
    );
    expect(element(definition, 'ask')).toMatchObject({ type: 'userTask', name: 'Owner agrees' });
    expect(definition.flows.find(({ id }) => id === 'f4')).not.toHaveProperty('port');
    expect(isDefinition(definition)).toBe(true);
  });
});

describe('copying and pasting', () => {
  it('brings elements, the flows among them and their places, under new ids', () => {
    const text = JSON.stringify(copy(aProcess(), ['ask', 'give']));
    const clip = parseClip(text);
    if (!clip || 'tooMany' in clip) throw new Error('The clip was not read.');
    const { edit, ids } = paste(aProcess(), clip);
    const definition = applyEdit(aProcess(), edit);
    expect(ids).toEqual(['ask-2', 'give-2']);
    expect(definition.flows.at(-1)).toMatchObject({
      from: 'ask-2',
      to: 'give-2',
      port: 'approved',
    });
    expect(definition.layout?.['ask-2']).toEqual({ x: 288, y: 136 });
    expect(isDefinition(definition)).toBe(true);
  });

  it('keeps a gateway’s default when it was copied too, and drops it when it was not', () => {
    const withDefault = paste(aProcess(), copy(aProcess(), ['choice', 'give']));
    const without = paste(aProcess(), copy(aProcess(), ['choice']));
    expect(element(applyEdit(aProcess(), withDefault.edit), 'choice-2')).toHaveProperty('default');
    expect(element(applyEdit(aProcess(), without.edit), 'choice-2')).not.toHaveProperty('default');
  });

  it('says of more elements than a process may have how many they are', () => {
    const [step] = aProcess().elements;
    const elements = Array.from({ length: 2_000 }, (_, index) => ({ ...step, id: `e${index}` }));
    expect(parseClip(JSON.stringify({ perdura: 'elements', elements }))).toEqual({
      tooMany: 2_000,
    });
  });

  it('refuses text that holds no elements of the process language', () => {
    for (const text of [
      '',
      'hello',
      '{}',
      '[1]',
      '{"perdura":"elements","elements":[{"id":"x"}]}',
    ]) {
      expect(parseClip(text)).toBeUndefined();
    }
  });
});

describe('walking with the arrow keys', () => {
  it('follows flows to the right and back to the left', () => {
    expect(findNeighbour(aProcess(), 'start', 'right')).toBe('choice');
    expect(findNeighbour(aProcess(), 'choice', 'left')).toBe('start');
  });

  it('goes up and down to what is drawn there', () => {
    expect(findNeighbour(aProcess(), 'give', 'down')).toBe('no');
    expect(findNeighbour(aProcess(), 'no', 'up')).toBe('give');
  });

  it('reaches every element from the start', () => {
    const reached = new Set(['start']);
    for (const id of reached) {
      for (const direction of ['left', 'right', 'up', 'down'] as const) {
        const next = findNeighbour(aProcess(), id, direction);
        if (next) reached.add(next);
      }
    }
    expect([...reached].sort()).toEqual(
      aProcess()
        .elements.map(({ id }) => id)
        .sort(),
    );
  });
});

describe('deleting', () => {
  it('joins again what stood before and after a single step', () => {
    const definition = appended(emptyProcess('p', 'P'), 'start', 'userTask');
    const edit = remove(definition, ['userTask'], []);
    expect(edit && applyEdit(definition, edit).flows).toMatchObject([{ from: 'start', to: 'end' }]);
  });

  it('is nothing to undo when nothing is selected', () => {
    expect(remove(aProcess(), [], [])).toBeUndefined();
  });
});

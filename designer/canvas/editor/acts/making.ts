/** Acts that make something new, and leave it selected, in view and with the focus on it. */
import { shownFor } from '#designer/ui/diagram/collapsed.ts';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { kindOf } from '#designer/ui/diagram/words.ts';
import { addAt } from '../commands/add.ts';
import { append } from '../commands/append.ts';
import { attachNew } from '../commands/attach.ts';
import { freePort } from '../commands/connect.ts';
import { mayFollow } from '../commands/followers.ts';
import { insertOn } from '../commands/insert.ts';
import type { Made } from '../commands/new-element.ts';
import { wrap } from '../commands/wrap.ts';
import type { Template } from '../templates.ts';
import type { Bench } from './bench.ts';

export type MakingActs = {
  readonly add: (template: Template, center?: Point) => void;
  /** After what is selected where that may be, else free, where one is looking. */
  readonly put: (template: Template) => void;
  readonly append: (
    template: Template,
    source: string,
    options?: { port?: string; at?: Point },
  ) => void;
  readonly insert: (template: Template, flow: string) => void;
  readonly attach: (template: Template, element: string) => void;
  /** Makes a sub-process of what is selected. */
  readonly wrap: () => void;
};

export const createMakingActs = (bench: Bench): MakingActs => {
  const { now, view, find, called, wordsOf, focusOn } = bench;
  const make = (made: Made, label: (kind: string) => string) => {
    const { change, say } = now();
    const select = { elements: [made.element.id], flows: [] };
    change(made.edit, label(kindOf(say, made.element)), { select });
    requestAnimationFrame(() => {
      view.current?.reveal([shownFor(now().definition, made.element.id)]);
      focusOn(made.element.id);
    });
  };

  const acts: MakingActs = {
    put: (template) => {
      const { definition, element } = now();
      const isBorder = template.group === 'borders';
      const follows =
        element &&
        template.id !== 'startEvent' &&
        (isBorder || template.begins === 'event' || mayFollow(definition, element, template));
      if (follows) acts.append(template, element.id);
      else acts.add(template);
    },
    add: (template, center) => {
      const { definition, say, refuse } = now();
      const at = center ?? view.current?.center() ?? { x: 0, y: 0 };
      const made = addAt(definition, template, at);
      if (made) make(made, (kind) => say('canvas.did.added', { kind }));
      else refuse(say('canvas.refused.noBorder'));
    },
    append: (template, source, options) => {
      const { definition, say, refuse } = now();
      const from = find(source);
      if (!from) return;
      const port = options?.port ?? freePort(definition, from);
      const made = append(definition, from, template, { ...options, port, wordsOf });
      if (!made) {
        const why =
          template.group === 'borders' ? 'canvas.refused.noBorder' : 'canvas.connect.none';
        return refuse(say(why));
      }
      if (made.element.type === 'boundaryEvent')
        return make(made, (kind) => say('canvas.did.attached', { kind, name: called(source) }));
      make(made, (kind) => say('canvas.did.appended', { kind, name: called(source) }));
    },
    insert: (template, flow) => {
      const { definition, say, refuse } = now();
      const split = definition.flows.find(({ id }) => id === flow);
      if (!split) return;
      const made = insertOn(definition, split, template, wordsOf);
      if (!made) return refuse(say('canvas.connect.none'));
      make(made, (kind) =>
        say('canvas.did.inserted', { kind, from: called(split.from), to: called(split.to) }),
      );
    },
    attach: (template, element) => {
      const { definition, say, refuse } = now();
      const host = find(element);
      const made = host && attachNew(definition, host, template);
      if (made) make(made, (kind) => say('canvas.did.attached', { kind, name: called(element) }));
      else refuse(say('canvas.refused.noBorder'));
    },
    wrap: () => {
      const { definition, selection, say, refuse } = now();
      const made = wrap(definition, selection.elements);
      if (!made) return refuse(say('canvas.refused.wrap'));
      make(made, () => say('canvas.did.wrapped', { count: selection.elements.length }));
    },
  };
  return acts;
};

/** Acts that make more of what is there, here or by way of the clipboard. */
import { isCollapsed, shownFor } from '#designer/ui/diagram/collapsed.ts';
import type { Definition } from '#engine/definition.ts';
import { LIMITS } from '#engine/definition.ts';
import { parseClip } from '../clip.ts';
import { copy } from '../commands/copy.ts';
import type { Pasted } from '../commands/paste.ts';
import { paste } from '../commands/paste.ts';
import { noteNodeId } from '../note-id.ts';
import type { Bench } from './bench.ts';

export type CopyingActs = {
  readonly duplicate: () => void;
  /** The selected elements as text. */
  readonly copyText: () => string;
  readonly copied: () => void;
  readonly paste: (text: string) => boolean;
};

export const createCopyingActs = ({ now, view }: Bench): CopyingActs => {
  const put = ({ edit, ids, notes }: Pasted, label: string) => {
    now().change(edit, label, { select: { elements: ids, flows: [], notes } });
    requestAnimationFrame(() =>
      view.current?.reveal([
        ...ids.map((id) => shownFor(now().definition, id)),
        ...notes.map(noteNodeId),
      ]),
    );
  };

  /** Notes count only where they are all there is. */
  const words = (did: string, elements: number, notes: number): string =>
    elements === 0 && notes > 0
      ? now().say(`canvas.did.notes.${did}`, { count: notes })
      : now().say(`canvas.did.${did}`, { count: elements });

  /** A process has room for so many steps; what would not fit is not put in by halves. */
  const isTooMuch = (more: number): boolean => {
    const { definition, refuse, say } = now();
    const count = definition.elements.length;
    if (count + more <= LIMITS.elements) return false;
    refuse(say('canvas.refused.limit', { more, count, most: LIMITS.elements }));
    return true;
  };

  return {
    duplicate: () => {
      const { definition, selection } = now();
      const { notes = [] } = selection;
      if (selection.elements.length + notes.length === 0) return;
      const clip = copy(definition, selection.elements, notes);
      if (isTooMuch(clip.elements.length)) return;
      const pasted = paste(definition, clip, {
        scope: scopeOfAll(definition, selection.elements),
      });
      put(pasted, words('duplicated', pasted.ids.length, pasted.notes.length));
    },
    copyText: () => {
      const { definition, selection } = now();
      return JSON.stringify(copy(definition, selection.elements, selection.notes), null, 2);
    },
    copied: () => {
      const { selection, announce } = now();
      announce(words('copied', selection.elements.length, selection.notes?.length ?? 0));
    },
    paste: (text) => {
      const clip = parseClip(text);
      if (!clip) return false;
      if (isTooMuch('tooMany' in clip ? clip.tooMany : clip.elements.length) || 'tooMany' in clip)
        return true;
      const { definition, element } = now();
      const isOpen = element?.type === 'subProcess' && !isCollapsed(definition, element.id);
      const scope = isOpen ? element.id : element?.parent;
      const center = scope === undefined ? view.current?.center() : undefined;
      const pasted = paste(definition, clip, { center, scope });
      put(pasted, words('pasted', pasted.ids.length, pasted.notes.length));
      return true;
    },
  };
};

/** The one sub-process that all of them lie in. */
const scopeOfAll = (definition: Definition, ids: readonly string[]): string | undefined => {
  const scopes = new Set(
    definition.elements.filter(({ id }) => ids.includes(id)).map(({ parent }) => parent),
  );
  return scopes.size === 1 ? [...scopes][0] : undefined;
};

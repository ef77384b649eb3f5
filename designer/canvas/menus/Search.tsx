/** Finds steps, connections and notes by all that is said of them, and says where it found it. */
import { IconArrowRight, IconNote } from '@tabler/icons-react';
import { useMemo } from 'react';
import { iconOf } from '#designer/ui/diagram/element-icon.ts';
import { kindOf, nameOf, summaryOf } from '#designer/ui/diagram/words.ts';
import { endsWords } from '../compare/words.ts';
import { useActs } from '../editor/acts.tsx';
import { useEditor } from '../editor/editor.tsx';
import { noteNodeId } from '../editor/note-id.ts';
import { placesOf } from './places.ts';
import type { QuickItem } from './QuickPicker.tsx';
import { QuickPicker } from './QuickPicker.tsx';

type Target = { readonly item: QuickItem; readonly go: () => void };

export const Search = ({ onClose }: { readonly onClose: () => void }) => {
  const { say } = useEditor();
  const { setMenu } = useActs();
  const targets = useTargets();
  const items = useMemo(() => targets.map(({ item }) => item), [targets]);
  return (
    <QuickPicker
      label={say('canvas.search.label')}
      placeholder={say('canvas.search.placeholder')}
      empty={say('canvas.search.none')}
      items={items}
      onClose={onClose}
      onPick={(id) => {
        setMenu(null);
        targets.find(({ item }) => item.id === id)?.go();
      }}
    />
  );
};

const useTargets = (): readonly Target[] => {
  const { say, definition, names } = useEditor();
  const { goTo, view } = useActs();
  return useMemo(() => {
    const side = { definition, names };
    const focus = (node: string) => requestAnimationFrame(() => view.current?.focus(node));
    const elements = definition.elements.map((element): Target => {
      const Icon = iconOf(element);
      const kind = kindOf(say, element);
      return {
        item: {
          id: element.id,
          label: nameOf(say, element),
          hint: element.name ? kind : summaryOf(say, element, names),
          icon: <Icon size={16} stroke={1.75} aria-hidden />,
          places: () => placesOf(say, element, side),
        },
        go: () => {
          goTo({ element: element.id });
          focus(element.id);
        },
      };
    });
    // A connection is found by what is said of it; its ends are found by themselves.
    const flows = definition.flows.flatMap((flow): readonly Target[] =>
      flow.name || flow.conditions
        ? [
            {
              item: {
                id: `flow ${flow.id}`,
                label: endsWords(say, definition, flow),
                icon: <IconArrowRight size={16} stroke={1.75} aria-hidden />,
                places: () => placesOf(say, flow, side),
                isOnlyByPlace: true,
              },
              go: () => goTo({ flow: flow.id }),
            },
          ]
        : [],
    );
    const notes = (definition.notes ?? []).map(
      (note): Target => ({
        item: {
          id: noteNodeId(note.id),
          label: note.text.trim() || say('canvas.note.empty'),
          hint: say('canvas.note'),
          icon: <IconNote size={16} stroke={1.75} aria-hidden />,
        },
        go: () => {
          goTo({ note: note.id });
          focus(noteNodeId(note.id));
        },
      }),
    );
    return [...elements, ...notes, ...flows];
  }, [say, definition, names, goTo, view]);
};

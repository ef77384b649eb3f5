/** Menus to choose among the elements that are there: where to connect to, what to lay into, what a note is about. */
import { iconOf } from '#designer/ui/diagram/element-icon.ts';
import { kindOf, nameOf, summaryOf } from '#designer/ui/diagram/words.ts';
import type { Element } from '#engine/definition.ts';
import { withBelongings } from '#engine/edits.ts';
import { useActs } from '../editor/acts.tsx';
import { targetsOf } from '../editor/commands/connect.ts';
import { useEditor } from '../editor/editor.tsx';
import type { QuickItem } from './QuickPicker.tsx';
import { QuickPicker } from './QuickPicker.tsx';

type Closable = { readonly onClose: () => void };

export const Connect = ({ element, onClose }: Closable & { element: string }) => {
  const { say, definition } = useEditor();
  const { connect } = useActs();
  const source = definition.elements.find(({ id }) => id === element);
  const items = useElementItems(source ? targetsOf(definition, source) : []);
  return (
    <QuickPicker
      label={say('canvas.connect.label', { name: source ? nameOf(say, source) : '' })}
      placeholder={say('canvas.connect.placeholder')}
      empty={say('canvas.connect.none')}
      items={items}
      onClose={onClose}
      onPick={(target) => {
        connect(element, target);
        onClose();
      }}
    />
  );
};

const OUTSIDE = '';

/** Every sub-process that is not part of what is selected, and the process itself. */
export const LayInto = ({ onClose }: Closable) => {
  const { say, definition, selection } = useEditor();
  const { layInto, setMenu } = useActs();
  const own = new Set(withBelongings(definition, selection.elements).map(({ id }) => id));
  const subs = useElementItems(
    definition.elements.filter(({ id, type }) => type === 'subProcess' && !own.has(id)),
  );
  const outside = { id: OUTSIDE, label: say('canvas.layInto.outside') };
  return (
    <QuickPicker
      label={say('canvas.layInto.label')}
      placeholder={say('canvas.layInto.placeholder')}
      empty={say('canvas.picker.none')}
      items={[...subs, outside]}
      onClose={onClose}
      onPick={(id) => {
        setMenu(null);
        layInto(id === OUTSIDE ? undefined : id);
      }}
    />
  );
};

/** What a note is about: any element, or nothing in particular. */
export const About = ({ note, onClose }: Closable & { note: string }) => {
  const { say, definition } = useEditor();
  const { attachNote } = useActs();
  const known = definition.notes?.find(({ id }) => id === note);
  const elements = useElementItems(definition.elements);
  const nothing = { id: OUTSIDE, label: say('canvas.note.detach') };
  return (
    <QuickPicker
      label={say('canvas.note.attach')}
      placeholder={say('canvas.note.attachPlaceholder')}
      empty={say('canvas.picker.none')}
      items={known?.about === undefined ? elements : [...elements, nothing]}
      onClose={onClose}
      onPick={(element) => {
        attachNote(note, element === OUTSIDE ? null : element);
        onClose();
      }}
    />
  );
};

const useElementItems = (elements: readonly Element[]): readonly QuickItem[] => {
  const { say, names } = useEditor();
  return elements.map((element) => {
    const Icon = iconOf(element);
    const kind = kindOf(say, element);
    return {
      id: element.id,
      label: nameOf(say, element),
      hint: element.name ? kind : summaryOf(say, element, names),
      icon: <Icon size={16} stroke={1.75} aria-hidden />,
    };
  });
};

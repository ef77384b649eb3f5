/** A choice of what can be made here. */
import type { ReactNode } from 'react';
import { iconOf } from '#designer/ui/diagram/element-icon.ts';
import { useActs } from '../editor/acts.tsx';
import { useEditor } from '../editor/editor.tsx';
import type { Template } from '../editor/templates.ts';
import { QuickPicker } from './QuickPicker.tsx';

type Props = {
  readonly label: string;
  readonly placeholder: string;
  readonly templates: readonly Template[];
  readonly onClose: () => void;
  readonly onPick: (template: Template) => void;
  readonly top?: ReactNode;
};

export const TemplatePicker = ({ label, placeholder, templates, onClose, onPick, top }: Props) => {
  const { say } = useEditor();
  const { setMenu } = useActs();
  const items = templates.map((template) => {
    const Icon = iconOf(template.create('x'));
    return {
      id: template.id,
      label: say(template.name),
      group: say(`canvas.palette.${template.group}`),
      icon: <Icon size={16} stroke={1.75} aria-hidden />,
    };
  });
  return (
    <QuickPicker
      label={label}
      placeholder={placeholder}
      empty={say('canvas.picker.none')}
      items={items}
      onClose={onClose}
      onPick={(id) => {
        const template = templates.find((candidate) => candidate.id === id);
        setMenu(null);
        if (template) onPick(template);
      }}
      top={top}
    />
  );
};

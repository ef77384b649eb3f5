/**
 * What a process can be made of. Dragged onto the drawing it lands there; clicked (or by Enter) it follows what is
 * selected, or stands free where one is looking when nothing is.
 */
import { Tooltip, UnstyledButton } from '@mantine/core';
import { actorOf, iconOf } from '#designer/ui/diagram/element-icon.ts';
import { TEMPLATE_MEDIA_TYPE } from '../diagram/use-template-drop.ts';
import { useActs } from '../editor/acts.tsx';
import { mayFollow } from '../editor/commands/followers.ts';
import { useEditor } from '../editor/editor.tsx';
import type { Template } from '../editor/templates.ts';
import { TEMPLATE_GROUPS, TEMPLATES } from '../editor/templates.ts';
import styles from './menus.module.css';

type Props = { readonly narrow?: boolean; readonly onAdded?: () => void };

export const Palette = ({ narrow = false, onAdded }: Props) => {
  const { say } = useEditor();
  return (
    <nav
      className={styles.palette}
      data-narrow={narrow || undefined}
      aria-label={say('canvas.palette')}
    >
      {TEMPLATE_GROUPS.map((group) => [
        <div key={group} className={styles.paletteGroup}>
          {say(`canvas.palette.${group}`)}
        </div>,
        ...TEMPLATES.filter((template) => template.group === group).map((template) => (
          <Tool key={template.id} template={template} narrow={narrow} onAdded={onAdded} />
        )),
      ])}
    </nav>
  );
};

const Tool = ({ template, narrow, onAdded }: Props & { template: Template }) => {
  const { say, definition, element } = useEditor();
  const { add, append } = useActs();
  const sample = template.create('x');
  const Icon = iconOf(sample);
  const name = say(template.name);
  const isBorder = template.group === 'borders';
  const follows =
    element &&
    template.id !== 'startEvent' &&
    (isBorder || template.begins === 'event' || mayFollow(definition, element, template));
  return (
    <Tooltip label={name} position="right" disabled={!narrow}>
      <UnstyledButton
        className={styles.tool}
        data-actor={actorOf(sample)}
        aria-label={narrow ? name : undefined}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(TEMPLATE_MEDIA_TYPE, template.id);
          event.dataTransfer.effectAllowed = 'copy';
        }}
        onClick={() => {
          if (follows) append(template, element.id);
          else add(template);
          onAdded?.();
        }}
      >
        <Icon size={18} stroke={1.75} aria-hidden />
        {!narrow && <span>{name}</span>}
      </UnstyledButton>
    </Tooltip>
  );
};

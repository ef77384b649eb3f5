/**
 * What a process can be made of. Dragged onto the drawing it lands there; clicked (or by Enter) it follows what is
 * selected, or stands free where one is looking when nothing is.
 */
import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { memo } from 'react';
import { actorOf, iconOf } from '#designer/ui/diagram/element-icon.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { NOTE_TEMPLATE, TEMPLATE_MEDIA_TYPE } from '../diagram/use-template-drop.ts';
import { useActs } from '../editor/acts.tsx';
import type { Template } from '../editor/templates.ts';
import { TEMPLATE_GROUPS, TEMPLATES } from '../editor/templates.ts';
import styles from './menus.module.css';

type Props = { readonly narrow?: boolean; readonly onAdded?: () => void };

/** It asks nothing of the process while it is drawn, so that it is not drawn anew with every letter typed. */
export const Palette = memo(({ narrow = false, onAdded }: Props) => {
  const say = useSay();
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
      <div className={styles.paletteGroup}>{say('canvas.palette.notes')}</div>
      <NoteTool narrow={narrow} onAdded={onAdded} />
    </nav>
  );
});

const Tool = ({ template, narrow, onAdded }: Props & { template: Template }) => {
  const say = useSay();
  const { put } = useActs();
  const sample = template.create('x');
  const Icon = iconOf(sample);
  const name = say(template.name);
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
          put(template);
          onAdded?.();
        }}
      >
        <Icon size={18} stroke={1.75} aria-hidden />
        {!narrow && <span>{name}</span>}
      </UnstyledButton>
    </Tooltip>
  );
};

/** Clicked it is about what is selected; dragged it stands where it is let go. */
const NoteTool = ({ narrow, onAdded }: Props) => {
  const say = useSay();
  const { addNote } = useActs();
  const name = say('canvas.note');
  return (
    <Tooltip label={name} position="right" disabled={!narrow}>
      <UnstyledButton
        className={styles.tool}
        aria-label={narrow ? name : undefined}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(TEMPLATE_MEDIA_TYPE, NOTE_TEMPLATE);
          event.dataTransfer.effectAllowed = 'copy';
        }}
        onClick={() => {
          addNote();
          onAdded?.();
        }}
      >
        <IconNote size={18} stroke={1.75} aria-hidden />
        {!narrow && <span>{name}</span>}
      </UnstyledButton>
    </Tooltip>
  );
};

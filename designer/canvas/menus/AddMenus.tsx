/** Menus to choose what to make: after an element, in a flow, on a border, or out of an element. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { nameOf, portWords } from '#designer/ui/diagram/words.ts';
import { portsOf } from '#engine/ports.ts';
import type { Menu } from '../editor/acts/menu.ts';
import { useActs } from '../editor/acts.tsx';
import { freePort } from '../editor/commands/connect.ts';
import { followersOf, offeredAfter } from '../editor/commands/followers.ts';
import { useEditor } from '../editor/editor.tsx';
import type { Template } from '../editor/templates.ts';
import { alternativesTo, BORDERS } from '../editor/templates.ts';
import styles from './menus.module.css';
import { TemplatePicker } from './TemplatePicker.tsx';

type Closable = { readonly onClose: () => void };

export const Append = ({
  menu,
  onClose,
}: Closable & { menu: Extract<Menu, { kind: 'append' }> }) => {
  const { say, definition } = useEditor();
  const { append } = useActs();
  const source = definition.elements.find(({ id }) => id === menu.element);
  const [port, setPort] = useState(
    () => menu.port ?? (source ? freePort(definition, source) : undefined),
  );
  if (!source) return null;
  const ports = portsOf(source);
  return (
    <TemplatePicker
      label={say('canvas.append.label', { name: nameOf(say, source) })}
      placeholder={say('canvas.append.placeholder')}
      templates={offeredAfter(definition, source)}
      onClose={onClose}
      onPick={(template) => append(template, source.id, { port, at: menu.at })}
      top={
        ports.length > 1 && (
          <div className={styles.ways}>
            <SegmentedControl
              fullWidth
              aria-label={say('canvas.append.way')}
              value={port}
              onChange={setPort}
              data={ports.map((value) => ({ value, label: portWords(say, source, value) }))}
            />
          </div>
        )
      }
    />
  );
};

export const Insert = ({ flow, onClose }: Closable & { flow: string }) => {
  const { say, definition } = useEditor();
  const { insert } = useActs();
  const from = definition.flows.find(({ id }) => id === flow)?.from;
  const source = definition.elements.find(({ id }) => id === from);
  return (
    <TemplatePicker
      label={say('canvas.insert.label')}
      placeholder={say('canvas.insert.placeholder')}
      templates={source ? followersOf(definition, source).filter((one) => !isEnd(one)) : []}
      onClose={onClose}
      onPick={(template) => insert(template, flow)}
    />
  );
};

const isEnd = ({ id }: Template): boolean => id.startsWith('endEvent');

export const Attach = ({ element, onClose }: Closable & { element: string }) => {
  const { say, definition } = useEditor();
  const { attach } = useActs();
  const host = definition.elements.find(({ id }) => id === element);
  return (
    <TemplatePicker
      label={say('canvas.attach.label', { name: host ? nameOf(say, host) : '' })}
      placeholder={say('canvas.attach.placeholder')}
      templates={BORDERS}
      onClose={onClose}
      onPick={(template) => attach(template, element)}
    />
  );
};

export const Replace = ({ element, onClose }: Closable & { element: string }) => {
  const { say, definition } = useEditor();
  const { replaceKind } = useActs();
  const known = definition.elements.find(({ id }) => id === element);
  return (
    <TemplatePicker
      label={say('canvas.replace.label', { name: known ? nameOf(say, known) : '' })}
      placeholder={say('canvas.replace.placeholder')}
      templates={known ? alternativesTo(known) : []}
      onClose={onClose}
      onPick={(template) => replaceKind(element, template)}
    />
  );
};

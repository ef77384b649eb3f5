/**
 * The menu that is open over the drawing, if any: what to append or insert, where to connect to, what to find. One at a
 * time, beside the element or flow it is about, wherever that is on the screen at the moment.
 */
import { Popover, SegmentedControl } from '@mantine/core';
import { useReactFlow, useStore } from '@xyflow/react';
import { useState } from 'react';
import { rectsFor, routesFor } from '#designer/ui/diagram/drawing.ts';
import { iconOf } from '#designer/ui/diagram/element-icon.ts';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { kindOf, nameOf, portWords, summaryOf } from '#designer/ui/diagram/words.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { withBelongings } from '#engine/edits.ts';
import { portsOf } from '#engine/ports.ts';
import type { Menu } from '../editor/acts/menu.ts';
import { useActs } from '../editor/acts.tsx';
import { freePort, targetsOf } from '../editor/commands/connect.ts';
import { followersOf, offeredAfter } from '../editor/commands/followers.ts';
import { useEditor } from '../editor/editor.tsx';
import type { Template } from '../editor/templates.ts';
import { alternativesTo, BORDERS } from '../editor/templates.ts';
import styles from './menus.module.css';
import type { QuickItem } from './QuickPicker.tsx';
import { QuickPicker } from './QuickPicker.tsx';

/** Over the drawing: beside the element or on the flow, following the view. */
export const DiagramMenus = () => {
  const { definition } = useEditor();
  const { menu } = useActs();
  return <OpenMenu anchor={useDrawingAnchor(definition, menu)} />;
};

/** Over the list: under the row. */
export const OutlineMenus = () => {
  const { definition } = useEditor();
  const { menu } = useActs();
  return <OpenMenu anchor={menu ? rowAnchor(definition, menu) : null} />;
};

const OpenMenu = ({ anchor }: { anchor: Point | null }) => {
  const { menu, setMenu, view } = useActs();
  if (!menu || !anchor) return null;
  const close = () => {
    setMenu(null);
    const element = 'element' in menu ? menu.element : undefined;
    if (element) requestAnimationFrame(() => view.current?.focus(element));
  };
  return (
    <Popover
      opened
      onDismiss={close}
      position={menu.kind === 'search' ? 'bottom' : 'right-start'}
      withinPortal
      trapFocus={false}
      withRoles={false}
      key={JSON.stringify(menu)}
    >
      <Popover.Target>
        <span className={styles.anchor} style={{ left: anchor.x, top: anchor.y }} />
      </Popover.Target>
      <Popover.Dropdown p={0}>
        {menu.kind === 'append' && <Append menu={menu} onClose={close} />}
        {menu.kind === 'insert' && <Insert flow={menu.flow} onClose={close} />}
        {menu.kind === 'connect' && <Connect element={menu.element} onClose={close} />}
        {menu.kind === 'attach' && <Attach element={menu.element} onClose={close} />}
        {menu.kind === 'replace' && <Replace element={menu.element} onClose={close} />}
        {menu.kind === 'layInto' && <LayInto onClose={close} />}
        {menu.kind === 'search' && <Search onClose={close} />}
      </Popover.Dropdown>
    </Popover>
  );
};

type Closable = { readonly onClose: () => void };

const Append = ({ menu, onClose }: Closable & { menu: Extract<Menu, { kind: 'append' }> }) => {
  const { say, definition } = useEditor();
  const { append, setMenu } = useActs();
  const source = definition.elements.find(({ id }) => id === menu.element);
  const [port, setPort] = useState(
    () => menu.port ?? (source ? freePort(definition, source) : undefined),
  );
  const offered = source ? offeredAfter(definition, source) : [];
  const items = useTemplateItems(offered);
  if (!source) return null;
  const ports = portsOf(source);
  return (
    <QuickPicker
      label={say('canvas.append.label', { name: nameOf(say, source) })}
      placeholder={say('canvas.append.placeholder')}
      empty={say('canvas.picker.none')}
      items={items}
      onClose={onClose}
      onPick={(id) => {
        const template = offered.find((candidate) => candidate.id === id);
        setMenu(null);
        if (template) append(template, source.id, { port, at: menu.at });
      }}
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

const Insert = ({ flow, onClose }: Closable & { flow: string }) => {
  const { say, definition } = useEditor();
  const { insert, setMenu } = useActs();
  const from = definition.flows.find(({ id }) => id === flow)?.from;
  const source = definition.elements.find(({ id }) => id === from);
  const offered = source ? followersOf(definition, source).filter((one) => !isEnd(one)) : [];
  const items = useTemplateItems(offered);
  return (
    <QuickPicker
      label={say('canvas.insert.label')}
      placeholder={say('canvas.insert.placeholder')}
      empty={say('canvas.picker.none')}
      items={items}
      onClose={onClose}
      onPick={(id) => {
        const template = offered.find((candidate) => candidate.id === id);
        setMenu(null);
        if (template) insert(template, flow);
      }}
    />
  );
};

const Connect = ({ element, onClose }: Closable & { element: string }) => {
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

const Attach = ({ element, onClose }: Closable & { element: string }) => {
  const { say, definition } = useEditor();
  const { attach, setMenu } = useActs();
  const host = definition.elements.find(({ id }) => id === element);
  return (
    <QuickPicker
      label={say('canvas.attach.label', { name: host ? nameOf(say, host) : '' })}
      placeholder={say('canvas.attach.placeholder')}
      empty={say('canvas.picker.none')}
      items={useTemplateItems(BORDERS)}
      onClose={onClose}
      onPick={(id) => {
        const template = BORDERS.find((candidate) => candidate.id === id);
        setMenu(null);
        if (template) attach(template, element);
      }}
    />
  );
};

const Replace = ({ element, onClose }: Closable & { element: string }) => {
  const { say, definition } = useEditor();
  const { replaceKind, setMenu } = useActs();
  const known = definition.elements.find(({ id }) => id === element);
  const offered = known ? alternativesTo(known) : [];
  return (
    <QuickPicker
      label={say('canvas.replace.label', { name: known ? nameOf(say, known) : '' })}
      placeholder={say('canvas.replace.placeholder')}
      empty={say('canvas.picker.none')}
      items={useTemplateItems(offered)}
      onClose={onClose}
      onPick={(id) => {
        const template = offered.find((candidate) => candidate.id === id);
        setMenu(null);
        if (template) replaceKind(element, template);
      }}
    />
  );
};

const OUTSIDE = '';

/** Every sub-process that is not part of what is selected, and the process itself. */
const LayInto = ({ onClose }: Closable) => {
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

const Search = ({ onClose }: Closable) => {
  const { say, definition } = useEditor();
  const { goTo, setMenu, view } = useActs();
  return (
    <QuickPicker
      label={say('canvas.search.label')}
      placeholder={say('canvas.search.placeholder')}
      empty={say('canvas.search.none')}
      items={useElementItems(definition.elements)}
      onClose={onClose}
      onPick={(element) => {
        setMenu(null);
        goTo({ element });
        requestAnimationFrame(() => view.current?.focus(element));
      }}
    />
  );
};

const isEnd = ({ id }: Template): boolean => id.startsWith('endEvent');

const useTemplateItems = (templates: readonly Template[]): readonly QuickItem[] => {
  const { say } = useEditor();
  return templates.map((template) => {
    const Icon = iconOf(template.create('x'));
    return {
      id: template.id,
      label: say(template.name),
      group: say(`canvas.palette.${template.group}`),
      icon: <Icon size={16} stroke={1.75} aria-hidden />,
    };
  });
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

/** Where the menu hangs, in pixels of the drawing's frame; it follows the view. */
const useDrawingAnchor = (definition: Definition, menu: Menu | null): Point | null => {
  const [x, y, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const { getZoom } = useReactFlow();
  if (!menu) return null;
  if (menu.kind === 'search') return { x: width / 2, y: 48 };
  const point = anchorIn(definition, menu);
  const scale = zoom || getZoom();
  return point && { x: point.x * scale + x, y: point.y * scale + y };
};

const anchorIn = (
  definition: Definition,
  menu: Exclude<Menu, { kind: 'search' }>,
): Point | null => {
  if (menu.kind === 'insert') return routesFor(definition).get(menu.flow)?.label ?? null;
  if (menu.kind === 'append' && menu.at) return menu.at;
  const rect = rectsFor(definition).get(menu.element);
  return rect ? { x: rect.x + rect.width + 8, y: rect.y } : null;
};

const rowAnchor = (definition: Definition, menu: Menu): Point | null => {
  if (menu.kind === 'search') return { x: 240, y: 24 };
  const flow = menu.kind === 'insert' ? definition.flows.find(({ id }) => id === menu.flow) : null;
  const element = menu.kind === 'insert' ? flow?.from : menu.element;
  const row = document.querySelector(`[data-outline="${CSS.escape(element ?? '')}"]`);
  const list = row?.closest('[data-outline-list]');
  if (!row || !list) return null;
  const at = row.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  return { x: at.left - frame.left + 32, y: at.bottom - frame.top + list.scrollTop };
};

/**
 * The menu that is open over the drawing, if any: what to append or insert, where to connect to, what to find. One at a
 * time, beside the element or flow it is about, wherever that is on the screen at the moment.
 */
import { Popover } from '@mantine/core';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { useActs } from '../editor/acts.tsx';
import { useEditor } from '../editor/editor.tsx';
import { noteNodeId } from '../editor/note-id.ts';
import { Append, Attach, Insert, Replace } from './AddMenus.tsx';
import { rowAnchor, useDrawingAnchor } from './anchors.ts';
import { About, Connect, LayInto } from './ElementMenus.tsx';
import styles from './menus.module.css';
import { Search } from './Search.tsx';

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
    const node =
      'element' in menu ? menu.element : 'note' in menu ? noteNodeId(menu.note) : undefined;
    if (node) requestAnimationFrame(() => view.current?.focus(node));
  };
  return (
    <Popover
      opened
      onDismiss={close}
      position={menu.kind === 'search' ? 'bottom' : 'right-start'}
      withinPortal
      trapFocus={false}
      withRoles={false}
      // Hidden, it could not take the focus, and what is typed would go to the page.
      hideDetached={false}
      key={JSON.stringify(menu)}
    >
      <Popover.Target>
        <span className={styles.anchor} style={{ left: anchor.x, top: anchor.y }} />
      </Popover.Target>
      <Popover.Dropdown p={0}>
        {menu.kind === 'append' && <Append menu={menu} onClose={close} />}
        {menu.kind === 'insert' && <Insert flow={menu.flow} onClose={close} />}
        {menu.kind === 'connect' && <Connect element={menu.element} onClose={close} />}
        {menu.kind === 'about' && <About note={menu.note} onClose={close} />}
        {menu.kind === 'attach' && <Attach element={menu.element} onClose={close} />}
        {menu.kind === 'replace' && <Replace element={menu.element} onClose={close} />}
        {menu.kind === 'layInto' && <LayInto onClose={close} />}
        {menu.kind === 'search' && <Search onClose={close} />}
      </Popover.Dropdown>
    </Popover>
  );
};

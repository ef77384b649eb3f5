/** The menu of an element in a rehearsal: to stop there, to make it fail, to see what it says. */
import { Menu } from '@mantine/core';
import { IconBug, IconHandStop } from '@tabler/icons-react';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { failureWords } from '#designer/ui/failure-words.ts';
import { useEditor } from '../editor/editor.tsx';
import { canFail } from './FailNext.tsx';
import { USUAL_CODE } from './FailWith.tsx';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';
import { refusalWords } from './words.ts';

type Props = {
  readonly element: string;
  readonly at: Point;
  readonly onClose: () => void;
};

export const ElementMenu = ({ element, at, onClose }: Props) => {
  const { say, announce, refuse, definition } = useEditor();
  const { session, dispatch, attempt } = useRehearse();
  const about = definition.elements.find(({ id }) => id === element);
  const isSet = session.breaks.includes(element);
  const fail = async () => {
    const hitch = await attempt({ type: 'fail', element, code: USUAL_CODE });
    // The menu is gone by then.
    if (hitch) refuse(refusalWords(say, hitch));
  };
  return (
    <Menu opened onClose={onClose} position="bottom-start" withinPortal>
      <Menu.Target>
        <span className={styles.menuAnchor} style={{ left: at.x, top: at.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconHandStop size={14} />}
          onClick={() => {
            dispatch({ type: 'toggleBreak', element });
            announce(
              say(isSet ? 'canvas.rehearse.did.unsetBreak' : 'canvas.rehearse.did.setBreak'),
            );
          }}
        >
          {say(isSet ? 'canvas.rehearse.unsetBreak' : 'canvas.rehearse.setBreak')}
        </Menu.Item>
        {about && canFail(about) && (
          <Menu.Item
            leftSection={<IconBug size={14} />}
            disabled={session.given === null}
            onClick={() => void fail()}
          >
            {say('canvas.rehearse.failThis', { why: failureWords(say, USUAL_CODE) })}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};

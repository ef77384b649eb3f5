/** Who else is here, as a few small avatars; who they are and what they do is one click or Enter away, and said when they come. */
import { Popover, UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Avatar } from '#designer/ui/Avatar.tsx';
import type { Say } from '#designer/ui/diagram/say.ts';
import { useEditor } from '../editor/editor.tsx';
import styles from './presence.module.css';
import { type Other, useOthers } from './presence.ts';

type Props = { readonly process: string; readonly narrow: boolean };

export const Others = ({ process, narrow }: Props) => {
  const { say } = useEditor();
  const others = useOthers(process);
  useArrivals(others);
  if (others.length === 0) return null;
  const most = narrow ? 1 : 4;
  const title = say('canvas.presence.title', { count: others.length });
  const who = others.map((other) =>
    say('canvas.presence.who', { name: other.person.name, what: doingOf(say, other) }),
  );
  return (
    <Popover position="bottom-start" shadow="md" withArrow>
      <Popover.Target>
        <UnstyledButton className={styles.others} title={who.join('\n')}>
          {others.slice(0, most).map(({ person }) => (
            <Avatar key={person.id} person={person} size={24} />
          ))}
          {others.length > most && (
            <span className={styles.more} aria-hidden>
              +{others.length - most}
            </span>
          )}
          <span className="p-hidden">{`${title}. ${who.join('; ')}`}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.list}>
        <h3>{title}</h3>
        <ul className={styles.people}>
          {others.map((other) => (
            <li key={other.person.id}>
              <Avatar person={other.person} size={24} />
              <span className={styles.person}>
                <b dir="auto">{other.person.name}</b>
                <span>{doingOf(say, other)}</span>
              </span>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
};

export const doingOf = (say: Say, { doing, version }: Pick<Other, 'doing' | 'version'>): string => {
  if (doing === 'editing') return say('canvas.presence.editing');
  return version === null
    ? say(`canvas.presence.${doing}Draft`)
    : say(`canvas.presence.${doing}`, { version });
};

/** Who was here before one came is not announced. */
const useArrivals = (others: readonly Other[]): void => {
  const { say, announce } = useEditor();
  const known = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    const here = new Set(others.map(({ person }) => person.id));
    const came = known.current && others.find(({ person }) => !known.current?.has(person.id));
    known.current = here;
    if (came)
      announce(say('canvas.presence.came', { name: came.person.name, what: doingOf(say, came) }));
  }, [others, say, announce]);
};

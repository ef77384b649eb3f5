/**
 * A field in which `@` offers people by name: arrows choose, Enter or Tab takes, Escape leaves it. Only who may read the process
 * is offered. Ctrl or Command with Enter sends.
 */
import { Textarea } from '@mantine/core';
import { useDebouncedValue, useMergedRef } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type Ref, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useMe } from '#designer/client/me.ts';
import type { Person } from '#designer/client/types/people.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { useEditor } from '../editor/editor.tsx';
import styles from './comments.module.css';
import { useComments } from './comments.tsx';
import { askedFor, type Typed, withPerson } from './text.ts';
import { readersQuery } from './threads.ts';

type Props = {
  readonly ref?: Ref<HTMLTextAreaElement>;
  /** In a drawer that opens it has the focus before anything else. */
  readonly isFirst: boolean;
  readonly label: string;
  readonly error: string | undefined;
  readonly value: Typed;
  /** It is being sent, and what would be typed now would be lost with it. */
  readonly isSending: boolean;
  readonly onChange: (value: Typed) => void;
  readonly onSubmit: () => void;
  readonly onCancel?: () => void;
};

const NOBODY: readonly Person[] = [];

export const MentionField = ({
  ref,
  isFirst,
  label,
  error,
  value,
  isSending,
  onChange,
  onSubmit,
  onCancel,
}: Props) => {
  const { say } = useEditor();
  const { process } = useComments();
  const { user } = useMe();
  const field = useRef<HTMLTextAreaElement>(null);
  const refs = useMergedRef(field, ref);
  const listId = useId();
  const [asked, setAsked] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const [q] = useDebouncedValue(asked ?? '', 120);
  const query = useQuery({
    ...readersQuery(process, q),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  });
  // What was found for fewer letters is offered until the answer comes, but nobody who no longer fits.
  const people =
    asked === null
      ? NOBODY
      : (query.data ?? NOBODY).filter((one) => fits(one, asked) && one.id !== user.id);
  const isOffered = people.length > 0;
  const chosen = people[Math.min(at, people.length - 1)];

  const look = () => {
    const { current } = field;
    const isCaret = current && current.selectionStart === current.selectionEnd;
    setAsked(isCaret ? askedFor(current.value, current.selectionStart) : null);
    setAt(0);
  };
  const take = (person: Person) => {
    const { current } = field;
    if (!current || asked === null) return;
    const caret = current.selectionStart;
    const begin = caret - asked.length;
    const named = withPerson(value.people, person);
    const name = named.find(({ id }) => id === person.id)?.name ?? person.name;
    const text = `${value.text.slice(0, begin)}${name} ${value.text.slice(caret)}`;
    // The next letter may come at once, and belongs behind the name.
    flushSync(() => onChange({ text, people: named }));
    setAsked(null);
    current.focus();
    current.setSelectionRange(begin + name.length + 1, begin + name.length + 1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const act = keyActs(event);
    if (!act) return;
    event.preventDefault();
    act();
  };
  const keyActs = ({ key, ctrlKey, metaKey }: KeyboardEvent): (() => void) | undefined => {
    if (key === 'Enter' && (ctrlKey || metaKey)) return onSubmit;
    if (isOffered && chosen) {
      if (key === 'ArrowDown') return () => setAt((at + 1) % people.length);
      if (key === 'ArrowUp') return () => setAt((at + people.length - 1) % people.length);
      if (key === 'Enter' || key === 'Tab') return () => take(chosen);
      if (key === 'Escape') return () => setAsked(null);
    }
    return key === 'Escape' ? onCancel : undefined;
  };
  return (
    <div className={styles.field}>
      <Textarea
        ref={refs}
        data-autofocus={isFirst || undefined}
        label={label}
        error={error}
        autosize
        minRows={2}
        maxRows={8}
        dir="auto"
        value={value.text}
        readOnly={isSending}
        aria-autocomplete="list"
        aria-controls={isOffered ? listId : undefined}
        aria-activedescendant={isOffered && chosen ? `${listId}-${chosen.id}` : undefined}
        onChange={(event) => {
          onChange({ ...value, text: event.currentTarget.value });
          look();
        }}
        onKeyDown={onKeyDown}
        onClick={look}
        onBlur={() => setAsked(null)}
      />
      {isOffered && (
        <div
          id={listId}
          role="listbox"
          aria-label={say('canvas.comments.people')}
          className={styles.people}
        >
          {people.map((person) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the field, which names the chosen one.
            <div
              key={person.id}
              id={`${listId}-${person.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={person.id === chosen?.id}
              className={styles.person}
              // The field keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(person)}
            >
              <PersonName person={person} />
              <span className={styles.mail}>{person.email}</span>
            </div>
          ))}
        </div>
      )}
      <span className="p-hidden" role="status">
        {isOffered ? say('canvas.comments.offered', { count: people.length }) : ''}
      </span>
    </div>
  );
};

const fits = ({ name, email }: Person, asked: string): boolean =>
  `${name} ${email}`.toLocaleLowerCase().includes(asked.toLocaleLowerCase());

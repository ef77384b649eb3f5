/**
 * A short list one picks from by typing: what to append, where a flow leads, what to look for. The field keeps the focus
 * and the list follows (the combobox pattern), so that it works the same by keyboard, mouse and screen reader.
 */
import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { Keys } from '#designer/ui/Keys.tsx';
import styles from './menus.module.css';
import type { Place } from './places.ts';

export type QuickItem = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly group?: string;
  readonly icon?: ReactNode;
  /** What else it is found by; asked for only once something is typed that its own words do not have. */
  readonly places?: () => readonly Place[];
  /** It stands in the list only where it was found by one of those. */
  readonly isOnlyByPlace?: boolean;
};

/** An item, and the place where it was found. */
type Found = { readonly item: QuickItem; readonly place?: Place };

type Props = {
  readonly label: string;
  readonly placeholder: string;
  readonly items: readonly QuickItem[];
  readonly empty: string;
  readonly onPick: (id: string) => void;
  readonly onClose: () => void;
  readonly top?: ReactNode;
};

export const QuickPicker = ({ label, placeholder, items, empty, onPick, onClose, top }: Props) => {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => search(items, text), [items, text]);
  const active = found[Math.min(at, found.length - 1)]?.item;

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, []);
  useEffect(() => {
    if (active) document.getElementById(`${id}-${active.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, id]);

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && active) onPick(active.id);
    else if (event.key === 'ArrowDown') setAt((before) => (before + 1) % Math.max(1, found.length));
    else if (event.key === 'ArrowUp') {
      setAt((before) => (before - 1 + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.picker} role="dialog" aria-label={label}>
      {top}
      <input
        className={styles.search}
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={active ? `${id}-${active.id}` : undefined}
        aria-autocomplete="list"
        placeholder={placeholder}
        value={text}
        // biome-ignore lint/a11y/noAutofocus: the menu was opened to type in.
        autoFocus
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={`${id}-list`} className={styles.list} role="listbox" aria-label={label}>
        {found.length === 0 && <p className={styles.none}>{empty}</p>}
        {found.map(({ item, place }, index) => (
          <div key={item.id}>
            {item.group && item.group !== found[index - 1]?.item.group && (
              <div className={styles.group} aria-hidden>
                {item.group}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are answered by the field. */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: the field holds the focus. */}
            <div
              id={`${id}-${item.id}`}
              className={styles.item}
              role="option"
              aria-selected={item === active}
              onPointerMove={() => setAt(index)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onPick(item.id)}
            >
              {item.icon && <span className={styles.icon}>{item.icon}</span>}
              <span className={styles.itemLabel}>
                {item.label}
                {place && (
                  <span className={styles.place}>
                    {place.label}: <bdi>{place.text}</bdi>
                  </span>
                )}
              </span>
              {item.hint && <span className={styles.hint}>{item.hint}</span>}
            </div>
          </div>
        ))}
      </div>
      <div className={styles.foot} aria-hidden>
        <Keys keys="ArrowUp ArrowDown" /> <Keys keys="Enter" />
      </div>
    </div>
  );
};

/**
 * Every word typed must begin a word of the label, group or hint, or all of them lie in one of its places; labels that begin
 * with the text come first, what was found by a place last.
 */
const search = (items: readonly QuickItem[], text: string): readonly Found[] => {
  const words = normal(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return items.flatMap((item) => (item.isOnlyByPlace ? [] : [{ item }]));
  const has = (parts: readonly (string | undefined)[]) => {
    const hay = ` ${normal(parts.join(' '))}`;
    return words.every(
      (word) => hay.includes(` ${word}`) || (word.length > 2 && hay.includes(word)),
    );
  };
  const found = items.flatMap((item): readonly Found[] => {
    if (!item.isOnlyByPlace && has([item.label, item.group, item.hint, item.id])) return [{ item }];
    const place = item.places?.().find((one) => has([one.label, one.text, one.raw]));
    return place ? [{ item, place }] : [];
  });
  const rank = ({ item, place }: Found) =>
    place ? 2 : normal(item.label).startsWith(words.join(' ')) ? 0 : 1;
  return found.sort((a, b) => rank(a) - rank(b));
};

const normal = (text: string): string =>
  text.toLocaleLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');

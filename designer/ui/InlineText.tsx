/** Text that is edited where it stands: click or Enter to begin, Enter to save, Escape to leave it as it was. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import classes from './InlineText.module.css';
import { type Saved, useOwnText } from './use-own-text.ts';

type Props = {
  value: string;
  label: string;
  readOnly?: boolean;
  className?: string;
  onSave: (value: string) => Promise<Saved>;
};

export function InlineText({ value, label, readOnly, className, onSave }: Props) {
  const [editing, setEditing] = useState(false);
  const { text, type, takeBack, save } = useOwnText(value, onSave);
  const field = useRef<HTMLTextAreaElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  /** Who leaves it by a key stays where they are. */
  const isLeftByKey = useRef(false);
  useEffect(() => {
    if (editing) field.current?.select();
    else if (isLeftByKey.current) button.current?.focus();
    isLeftByKey.current = false;
  }, [editing]);

  if (readOnly)
    return (
      <h1 className={`${classes.text} ${className ?? ''}`} dir="auto">
        {value}
      </h1>
    );
  if (!editing) {
    return (
      <h1 className={`${classes.text} ${className ?? ''}`} dir="auto">
        <button
          ref={button}
          type="button"
          className={classes.button}
          aria-description={label}
          onClick={() => setEditing(true)}
        >
          {text}
        </button>
      </h1>
    );
  }

  const leave = async () => {
    setEditing(false);
    const next = text.trim().replace(/\s+/g, ' ');
    if (next === '') takeBack();
    // A refused text comes back into the field, so that nothing written is lost.
    else if (!(await save(next))) setEditing(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      isLeftByKey.current = true;
      void leave();
    }
    if (event.key === 'Escape') {
      event.stopPropagation();
      isLeftByKey.current = true;
      takeBack();
      setEditing(false);
    }
  };
  return (
    <textarea
      ref={field}
      className={`${classes.field} ${className ?? ''}`}
      aria-label={label}
      value={text}
      rows={1}
      dir="auto"
      maxLength={300}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => void leave()}
    />
  );
}

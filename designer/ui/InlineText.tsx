/** Text that is edited where it stands: click or Enter to begin, Enter to save, Escape to leave it as it was. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import classes from './InlineText.module.css';

type Props = {
  value: string;
  label: string;
  readOnly?: boolean;
  className?: string;
  onSave: (value: string) => Promise<boolean>;
};

export function InlineText({ value, label, readOnly, className, onSave }: Props) {
  const [editing, setEditing] = useState(false);
  /** What is being typed or saved; what comes meanwhile does not write over it. */
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? value;
  const latest = useRef(value);
  latest.current = value;
  const field = useRef<HTMLTextAreaElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (editing) field.current?.select();
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

  const leave = () => {
    setEditing(false);
    requestAnimationFrame(() => button.current?.focus());
  };
  const save = async () => {
    const next = text.trim().replace(/\s+/g, ' ');
    setEditing(false);
    if (next === '' || next === value) {
      setTyped(null);
      return;
    }
    setTyped(next);
    // A refused text comes back into the field, so that nothing written is lost; where another stands now, that is asked about.
    if ((await onSave(next)) || latest.current !== value)
      setTyped((now) => (now === next ? null : now));
    else setEditing(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      void save();
    }
    if (event.key === 'Escape') {
      event.stopPropagation();
      setTyped(null);
      leave();
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
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => void save()}
    />
  );
}

/** Tags: read as chips, changed as a list of words. */
import { Popover, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { Chip } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import type { Saved } from '#designer/ui/use-own-text.ts';
import classes from './TagsField.module.css';

type Props = {
  label: string;
  value: string[];
  readOnly: boolean;
  onSave: (value: string[]) => Promise<Saved>;
};

export function TagsField({ label, value, readOnly, onSave }: Props) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const [tags, setTags] = useState(value);
  const [before, setBefore] = useState(value);
  const shown =
    value.length === 0 ? (
      <span className={classes.empty}>{t('field.empty')}</span>
    ) : (
      <span className={classes.tags}>
        {value.map((tag) => (
          <Chip key={tag}>{tag}</Chip>
        ))}
      </span>
    );
  if (readOnly) return shown;
  const change = (next: boolean) => {
    if (next) {
      setTags(value);
      setBefore(value);
    } else if (JSON.stringify(tags) !== JSON.stringify(before)) {
      // What came meanwhile stays beside what was added here.
      const come = value.filter((tag) => !before.includes(tag) && !tags.includes(tag));
      const gone = before.filter((tag) => !value.includes(tag));
      void onSave([...tags.filter((tag) => !gone.includes(tag)), ...come]);
    }
    setOpen(next);
  };
  return (
    <Popover opened={open} onChange={change} position="bottom-end" width={260} trapFocus>
      <Popover.Target>
        <button type="button" className={classes.button} onClick={() => change(!open)}>
          <span className="p-hidden">{label}: </span>
          {shown}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <TagsInput label={label} value={tags} onChange={setTags} maxTags={50} data-autofocus />
      </Popover.Dropdown>
    </Popover>
  );
}

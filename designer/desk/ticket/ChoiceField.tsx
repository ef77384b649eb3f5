/** A field with a few values: the value itself is the button that changes it. */
import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '#designer/ui/locale.ts';
import classes from './FieldsPane.module.css';

type Props = {
  label: string;
  value: string | null;
  shown: ReactNode;
  choices: { value: string; label: ReactNode }[];
  readOnly: boolean;
  clearable?: boolean;
  onPick: (value: string | null) => void;
};

export function ChoiceField({ label, value, shown, choices, readOnly, clearable, onPick }: Props) {
  const t = useText();
  const content = shown ?? <span className={classes.empty}>{t('field.empty')}</span>;
  if (readOnly) return content;
  return (
    <Menu position="bottom-start" width={200}>
      <Menu.Target>
        <button type="button" className={classes.value}>
          <span className="p-hidden">{label}: </span>
          {content}
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.value}
            onClick={() => choice.value !== value && onPick(choice.value)}
            rightSection={choice.value === value ? <IconCheck size={14} /> : null}
          >
            {choice.label}
          </Menu.Item>
        ))}
        {clearable === true && value !== null && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => onPick(null)}>{t('common.none')}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

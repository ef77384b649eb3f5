/** A button that asks for the code to fail with: one of those that are met most, or any other. */
import { Autocomplete, Button, Popover } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
import styles from './rehearse.module.css';

const CODES = ['http_503', 'http_404', 'timeout', 'unreachable', 'not_found'];

type Props = { readonly label?: string; readonly onFail: (code: string) => void };

export const FailWith = ({ label, onFail }: Props) => {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [code, setCode] = useState(CODES[0] ?? '');
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus width={240}>
      <Popover.Target>
        <Button size="xs" variant="default" onClick={() => setOpen(!open)}>
          {label ?? say('canvas.rehearse.act.break')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={styles.column}
          onSubmit={(event) => {
            event.preventDefault();
            event.stopPropagation();
            if (!code.trim()) return;
            setOpen(false);
            onFail(code.trim());
          }}
        >
          <Autocomplete
            label={say('canvas.rehearse.code')}
            data={CODES}
            value={code}
            onChange={setCode}
            maxLength={200}
            comboboxProps={{ withinPortal: false }}
          />
          <Button size="xs" type="submit" disabled={!code.trim()}>
            {say('canvas.rehearse.act.failNow')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
};

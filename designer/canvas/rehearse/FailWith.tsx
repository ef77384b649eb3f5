/** A button that asks for the code to fail with. */
import { Button, Popover, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
import { failureWords } from '#designer/ui/failure-words.ts';
import styles from './rehearse.module.css';

/** What is met most. */
export const USUAL_CODE = 'http_503';

type Props = { readonly label?: string; readonly onFail: (code: string) => void };

export const FailWith = ({ label, onFail }: Props) => {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [code, setCode] = useState(USUAL_CODE);
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
          <TextInput
            label={say('canvas.rehearse.code')}
            description={say('canvas.rehearse.codeHint')}
            value={code}
            maxLength={200}
            dir="ltr"
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          {code.trim() && <p className={styles.hint}>{failureWords(say, code.trim())}</p>}
          <Button size="xs" type="submit" disabled={!code.trim()}>
            {say('canvas.rehearse.act.failNow')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
};

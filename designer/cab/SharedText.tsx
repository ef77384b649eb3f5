/** The field of a text that everybody at the meeting sees, with whether it is saved; read where one may not write it. */
import { Button, Textarea } from '@mantine/core';
import { useId } from 'react';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import classes from './meeting.module.css';
import type { SharedText } from './use-shared-text.ts';

type Props = {
  label: string;
  help: string;
  shared: SharedText;
  maxLength: number;
  minRows: number;
};

export function SharedTextField({ label, help, shared, maxLength, minRows }: Props) {
  const t = useText();
  const { theirs, problem } = shared;
  return (
    <div className={classes.shared}>
      <Textarea
        label={label}
        description={help}
        size="md"
        value={shared.value}
        onChange={(event) => shared.onChange(event.currentTarget.value)}
        onBlur={shared.flush}
        minRows={minRows}
        maxLength={maxLength}
        dir="auto"
      />
      {(shared.state !== 'saved' || shared.value !== '') && (
        <p className={classes.quiet}>{t(`cab.text.${shared.state}`)}</p>
      )}
      {theirs !== null && <Clash theirs={theirs} shared={shared} />}
      {problem !== null && theirs === null && (
        <ProblemNotice error={problem} compact onRetry={shared.flush} />
      )}
    </div>
  );
}

function Clash({ theirs, shared }: { theirs: string; shared: SharedText }) {
  const t = useText();
  const id = useId();
  return (
    <section className={classes.clash} role="alert" aria-labelledby={id}>
      <p id={id} className={classes.strong}>
        {t('cab.text.clash')}
      </p>
      <p className={classes.written} dir="auto">
        {theirs === '' ? t('cab.text.clash.empty') : theirs}
      </p>
      <div className={classes.row}>
        <Button size="xs" variant="default" onClick={shared.keepMine}>
          {t('cab.text.keepMine')}
        </Button>
        <Button size="xs" variant="default" onClick={shared.takeTheirs}>
          {t('cab.text.takeTheirs')}
        </Button>
      </div>
    </section>
  );
}

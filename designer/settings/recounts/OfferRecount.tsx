/** What was saved holds for what is opened from now on; open tickets are counted again when somebody chooses so. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useText } from '#designer/ui/locale.ts';
import classes from '../service/Service.module.css';
import { NewRecount } from './NewRecount.tsx';

type Props = {
  text: string;
  scope: { policies?: readonly string[]; calendars?: readonly string[] };
  reason: string;
};

export function OfferRecount({ text, scope, reason }: Props) {
  const t = useText();
  const [asking, setAsking] = useState(false);
  return (
    <div className={classes.notice} role="status">
      <span>{text}</span>
      <Button size="xs" onClick={() => setAsking(true)}>
        {t('recounts.offer')}
      </Button>
      {asking && <NewRecount scope={scope} reason={reason} onClose={() => setAsking(false)} />}
    </div>
  );
}

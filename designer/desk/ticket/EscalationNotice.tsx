/** An escalation that waits for somebody: how far it has climbed, who has it rest until when, taking it on. */
import { Button } from '@mantine/core';
import { IconStairsUp } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  acknowledgeEscalation,
  type Escalation,
  escalationsQuery,
} from '#designer/client/escalations.ts';
import { keys } from '#designer/client/query.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from './EscalationNotice.module.css';
import { SnoozeDialog } from './SnoozeDialog.tsx';

export function EscalationNotices({ ticket }: { ticket: string }) {
  const escalations = useQuery(escalationsQuery(ticket)).data ?? [];
  return escalations
    .filter(({ state }) => state === 'open')
    .map((one) => <EscalationNotice key={one.id} ticket={ticket} escalation={one} />);
}

function EscalationNotice({ ticket, escalation }: { ticket: string; escalation: Escalation }) {
  const t = useText();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [isResting, setResting] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const { id, level, nextAt, snoozedUntil, snoozeReason, allowed } = escalation;
  const acknowledge = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await acknowledgeEscalation(ticket, id);
      await client.invalidateQueries({ queryKey: keys.ticket(ticket) });
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className={classes.notice} aria-label={t('escalation.title')}>
      <IconStairsUp size={18} stroke={1.7} aria-hidden="true" />
      <div className={classes.words}>
        <strong>{level === 0 ? t('escalation.begun') : t('escalation.level', { level })}</strong>
        {snoozedUntil ? (
          <span>
            {t('escalation.rests')} <Time at={nextAt ?? snoozedUntil} />:{' '}
            <span dir="auto">{snoozeReason}</span>
          </span>
        ) : (
          nextAt && (
            <span>
              {t('escalation.next')} <Time at={nextAt} />
            </span>
          )
        )}
      </div>
      {allowed.includes('acknowledge') && (
        <Button size="xs" loading={busy} onClick={() => void acknowledge()}>
          {t('escalation.acknowledge')}
        </Button>
      )}
      {allowed.includes('snooze') && (
        <Button size="xs" variant="default" onClick={() => setResting(true)}>
          {t('escalation.snooze')}
        </Button>
      )}
      {problem !== null && <ProblemNotice error={problem} compact />}
      {isResting && (
        <SnoozeDialog ticket={ticket} escalation={id} onClose={() => setResting(false)} />
      )}
    </section>
  );
}

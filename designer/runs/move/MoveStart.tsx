/** How fast, with how many first, and why: then it begins. */
import { Button, NumberInput, Textarea } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { type MovePreview, type MoveWish, startMove } from '#designer/client/moves.ts';
import { fieldError } from '#designer/client/problem.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import classes from './MovePage.module.css';

type Props = { process: string; wish: MoveWish; preview: MovePreview; isSettled: boolean };

const PER_MINUTE = 600;
const CANARY = 10;

export function MoveStart({ process, wish, preview, isSettled }: Props) {
  const t = useText();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const [canary, setCanary] = useState<number | string>(preview.total > CANARY ? CANARY : '');
  const [perMinute, setPerMinute] = useState<number | string>(PER_MINUTE);
  const [lacksReason, setLacksReason] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const intention = useIntention();
  const field = useRef<HTMLTextAreaElement>(null);
  const isNothing = preview.total === 0;
  const start = async () => {
    if (reason.trim() === '') {
      setLacksReason(true);
      field.current?.focus();
      return;
    }
    setBusy(true);
    setError(null);
    try {
      const how = {
        reason: reason.trim(),
        perMinute: Number(perMinute) || PER_MINUTE,
        ...(Number(canary) > 0 ? { canaryPercent: Number(canary) } : {}),
      };
      const move = await intention.send({ wish, how }, (key) => startMove(process, wish, how, key));
      await navigate({ to: '/moves/$id', params: { id: move.id } });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <div className={classes.start}>
      <div className={classes.pace}>
        <NumberInput
          label={`${t('runs.start.canary')} ${t('common.optional')}`}
          description={t('runs.start.canaryHint')}
          suffix=" %"
          min={1}
          max={99}
          allowDecimal={false}
          value={canary}
          onChange={setCanary}
          error={fieldError(error, '/canaryPercent')}
        />
        <NumberInput
          label={t('runs.start.pace')}
          description={t('runs.start.paceHint')}
          min={1}
          max={60_000}
          allowDecimal={false}
          value={perMinute}
          onChange={setPerMinute}
          error={fieldError(error, '/perMinute')}
        />
      </div>
      <Textarea
        ref={field}
        label={t('runs.reason')}
        description={t('runs.reason.hint')}
        value={reason}
        maxLength={2_000}
        autosize
        minRows={2}
        dir="auto"
        error={
          lacksReason && reason.trim() === ''
            ? t('runs.reason.missing')
            : fieldError(error, '/reason')
        }
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {error !== null && <ProblemNotice error={error} compact />}
      <p className={classes.lead}>{t('runs.start.text', { held: preview.held })}</p>
      <div>
        <Button
          leftSection={<IconArrowsExchange size={16} aria-hidden="true" />}
          loading={busy}
          disabled={isNothing || !isSettled}
          onClick={() => void start()}
        >
          {t('runs.start.submit', { count: preview.total, version: wish.to })}
        </Button>
      </div>
    </div>
  );
}

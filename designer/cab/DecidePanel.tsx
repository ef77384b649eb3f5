/**
 * What whoever runs the meeting decides: chosen first, said with a second press, changed until the meeting has ended. What the
 * votes do not carry is said before it is tried.
 */
import { Button, Textarea } from '@mantine/core';
import { IconArrowForwardUp, IconCheck, IconScale, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { AgendaItem, BoardDecision, Meeting } from '#designer/client/types/cab.ts';
import { useText } from '#designer/ui/locale.ts';
import { canDecide, carriedBy } from './agenda.ts';
import { ConditionRows } from './ConditionRows.tsx';
import { DECIDED } from './Decided.tsx';
import { DeferField } from './DeferField.tsx';
import { KeyHint } from './KeyHint.tsx';
import classes from './meeting.module.css';
import { Refused } from './Refused.tsx';
import type { Deciding } from './use-ruling.ts';
import { VerdictLine } from './words.tsx';

const CHOICES = [
  { decision: 'approved', icon: IconCheck, key: 'a' },
  { decision: 'rejected', icon: IconX, key: 'r' },
  { decision: 'deferred', icon: IconArrowForwardUp, key: 'd' },
] as const;

type Props = { meeting: Meeting; item: AgendaItem; deciding: Deciding };
/** `hasKeys`: letters decide. */
type PanelProps = Props & { hasKeys: boolean };

/** What was pressed is gone with the decision: what was decided is read on from. */
const readOn = (isDone: boolean) => {
  if (isDone) requestAnimationFrame(() => document.getElementById(DECIDED)?.focus());
};

export function DecidePanel({ meeting, item, deciding, hasKeys }: PanelProps) {
  const t = useText();
  const { draft, choose, act } = deciding;
  return (
    <section className={classes.card} data-of="board" aria-labelledby="cab-decide">
      <h3 id="cab-decide" className={classes.heading}>
        {t(item.decision === null ? 'cab.decide' : 'cab.decide.anew')}
      </h3>
      <VerdictLine item={item} quorum={meeting.quorum} />
      <div className={classes.choices}>
        {CHOICES.map(({ decision, icon: Icon, key }) => (
          <Button
            key={decision}
            size="md"
            variant="default"
            className={classes.pressed}
            data-vote={decision}
            aria-pressed={draft.decision === decision}
            leftSection={<Icon size={18} stroke={2.2} />}
            rightSection={hasKeys && <KeyHint keys={key} />}
            onClick={() => choose(decision)}
          >
            {t(`cab.decide.${decision}`)}
          </Button>
        ))}
      </div>
      {draft.decision !== null && (
        <Composer meeting={meeting} item={item} deciding={deciding} decision={draft.decision} />
      )}
      {item.decision !== null && draft.decision === null && (
        <Button
          variant="subtle"
          size="xs"
          loading={act.busy === 'takeBack'}
          onClick={deciding.takeBack}
        >
          {t('cab.decide.takeBack')}
        </Button>
      )}
      <Refused problem={act.problem} />
    </section>
  );
}

function Composer({ meeting, item, deciding, decision }: Props & { decision: BoardDecision }) {
  const t = useText();
  const { draft, change, choose, chosen, act } = deciding;
  const form = useRef<HTMLFormElement>(null);
  const submit = useRef<HTMLButtonElement>(null);
  const carried = carriedBy(item, decision);
  const isPossible = canDecide(item, decision);
  useEffect(() => {
    // A draft of an earlier visit is shown; the focus goes only to what was chosen now.
    if (chosen > 0) (submit.current?.disabled ? form.current : submit.current)?.focus();
  }, [chosen]);
  const label =
    decision === 'approved' && draft.conditions.length > 0
      ? 'cab.decide.submit.conditions'
      : (`cab.decide.submit.${decision}` as const);
  return (
    <form
      ref={form}
      tabIndex={-1}
      className={classes.composer}
      aria-label={t(`cab.decide.${decision}`)}
      onSubmit={(event) => {
        event.preventDefault();
        if (isPossible) void deciding.decide().then(readOn);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && isPossible)
          void deciding.decide().then(readOn);
        if (event.key === 'Escape' && !event.defaultPrevented) choose(null);
      }}
    >
      {carried === 'casting' && (
        <p className={classes.notice}>
          <IconScale size={18} aria-hidden="true" />
          <span>{t('cab.decide.tie')}</span>
        </p>
      )}
      {!isPossible && carried !== 'carried' && carried !== 'casting' && (
        <p className={classes.notice} role="alert">
          <span>
            {t(`cab.decide.not.${carried}`, { there: item.takingPart, needed: meeting.quorum })}
          </span>
        </p>
      )}
      {decision === 'deferred' && (
        <DeferField
          meeting={meeting}
          value={draft.deferTo}
          onChange={(deferTo) => change({ deferTo })}
        />
      )}
      {decision === 'approved' && (
        <ConditionRows
          conditions={draft.conditions}
          onChange={(conditions) => change({ conditions })}
          problem={act.problem}
        />
      )}
      <Textarea
        label={t('cab.decide.note')}
        size="md"
        value={draft.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
        minRows={2}
        maxRows={8}
        maxLength={2_000}
        dir="auto"
      />
      <div className={classes.row}>
        <Button
          ref={submit}
          type="submit"
          size="md"
          loading={act.busy === 'decide'}
          disabled={!isPossible}
        >
          {carried === 'casting'
            ? t(`cab.decide.casting.${decision === 'rejected' ? 'rejected' : 'approved'}`)
            : t(label)}
        </Button>
        <Button variant="subtle" size="md" onClick={() => choose(null)}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}

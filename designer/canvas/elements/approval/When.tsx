/** Until when it is to be decided, who is reminded, and what comes of it where nobody decides in time. */
import { Select } from '@mantine/core';
import type { ApprovalRound, LateApproval } from '#engine/definition.ts';
import { useEditor } from '../../editor/editor.tsx';
import { DurationField } from '../../panel/DurationField.tsx';
import { Section } from '../../panel/fields.tsx';
import { Parties } from '../../panel/Parties.tsx';
import styles from '../../panel/panel.module.css';
import { someOf } from '../../panel/update.ts';

const OUTCOMES = ['timedOut', 'approved', 'rejected'] as const;

type Props = {
  readonly round: ApprovalRound;
  readonly onChange: (changes: Partial<ApprovalRound>, field: string) => void;
};

export const When = ({ round, onChange }: Props) => {
  const { say } = useEditor();
  return (
    <>
      <Section title={say('canvas.approval.when')}>
        <DurationField
          label={say('canvas.approval.due')}
          optional
          fallback={{ businessDays: 2 }}
          value={round.due}
          onChange={(due) => onChange({ due, ...(due ? {} : { late: undefined }) }, 'due')}
        />
        <DurationField
          label={say('canvas.approval.remindAfter')}
          optional
          fallback={{ businessDays: 1 }}
          value={round.remindAfter}
          onChange={(remindAfter) => onChange({ remindAfter }, 'remindAfter')}
        />
      </Section>
      {(round.due || round.late) && (
        <Late late={round.late ?? {}} onChange={(late, field) => onChange({ late }, field)} />
      )}
    </>
  );
};

type LateProps = {
  readonly late: LateApproval;
  readonly onChange: (late: LateApproval | undefined, field: string) => void;
};

const Late = ({ late, onChange }: LateProps) => {
  const { say, readOnly } = useEditor();
  const { escalateTo = [], after, outcome = 'timedOut' } = late;
  const put = (next: LateApproval, field: string) => {
    const says = next.escalateTo || next.after || next.outcome;
    onChange(says ? next : undefined, `late.${field}`);
  };
  const isEscalated = escalateTo.length > 0;
  return (
    <Section title={say('canvas.approval.late')} hint={say('canvas.approval.lateHint')}>
      <span className={styles.label}>{say('canvas.approval.escalateTo')}</span>
      <Parties
        optional
        parties={escalateTo}
        addLabel={say('canvas.approval.addEscalation')}
        onChange={(parties) => {
          const named = someOf(parties);
          put({ ...late, escalateTo: named, after: named && after }, 'escalateTo');
        }}
      />
      {isEscalated && (
        <>
          <DurationField
            label={say('canvas.approval.lateAfter')}
            optional
            fallback={{ businessDays: 1 }}
            value={after}
            onChange={(next) => put({ ...late, after: next }, 'after')}
          />
          {!after && <p className={styles.hint}>{say('canvas.approval.lateAfterHint')}</p>}
        </>
      )}
      <Select
        label={say(isEscalated ? 'canvas.approval.lateThen' : 'canvas.approval.lateOutcome')}
        data={OUTCOMES.map((value) => ({ value, label: say(`canvas.approval.late.${value}`) }))}
        value={outcome}
        readOnly={readOnly}
        allowDeselect={false}
        onChange={(next) => {
          const found = OUTCOMES.find((one) => one === next);
          if (found) put({ ...late, outcome: found === 'timedOut' ? undefined : found }, 'outcome');
        }}
      />
    </Section>
  );
};

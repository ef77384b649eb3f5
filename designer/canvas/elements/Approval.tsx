/** A decision by people: who is asked, how many must agree, by when, and what they are told. */
import { NumberInput, SegmentedControl, Switch } from '@mantine/core';
import type { ApprovalRound, ElementOf } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { DurationField } from '../panel/DurationField.tsx';
import { Section, TextField } from '../panel/fields.tsx';
import { Parties } from '../panel/Parties.tsx';
import styles from '../panel/panel.module.css';
import { said, useUpdateElement } from '../panel/update.ts';

type Approval = ElementOf<'approval'>;
const MODES = ['any', 'all', 'nOfM'] as const;

export const ApprovalForm = ({ element }: { element: Approval }) => {
  const { say, readOnly, seal } = useEditor();
  const update = useUpdateElement<Approval>();
  const { approval } = element;
  const set = (changes: Partial<ApprovalRound>, field: string) =>
    update({ ...element, approval: { ...approval, ...changes } }, field);
  return (
    <>
      <Section title={say('canvas.approval.who')}>
        <Parties
          parties={approval.approvers}
          addLabel={say('canvas.approval.add')}
          onChange={(approvers) => set({ approvers: [...approvers] }, 'approvers')}
        />
        <Switch
          label={say('canvas.approval.selfApproval')}
          checked={approval.selfApproval ?? false}
          disabled={readOnly}
          onChange={(event) =>
            set({ selfApproval: event.currentTarget.checked || undefined }, 'selfApproval')
          }
        />
      </Section>
      <Section title={say('canvas.approval.howMany')}>
        <SegmentedControl
          fullWidth
          aria-label={say('canvas.approval.howMany')}
          disabled={readOnly}
          value={approval.mode}
          onChange={(next) => {
            const mode = MODES.find((one) => one === next);
            if (mode)
              set({ mode, needed: mode === 'nOfM' ? (approval.needed ?? 2) : undefined }, 'mode');
          }}
          data={MODES.map((value) => ({ value, label: say(`canvas.approval.mode.${value}`) }))}
        />
        {approval.mode === 'nOfM' && (
          <NumberInput
            label={say('canvas.approval.needed')}
            className={styles.amount}
            min={1}
            max={100}
            allowDecimal={false}
            readOnly={readOnly}
            value={approval.needed ?? 1}
            onBlur={seal}
            onChange={(needed) =>
              typeof needed === 'number' && needed >= 1 && set({ needed }, 'needed')
            }
          />
        )}
        <p className={styles.hint}>{say(`canvas.approval.mode.${approval.mode}.hint`)}</p>
      </Section>
      <Section
        title={say('canvas.approval.when')}
        hint={approval.due ? say('canvas.approval.dueHint') : undefined}
      >
        <DurationField
          label={say('canvas.approval.due')}
          optional
          fallback={{ businessDays: 2 }}
          value={approval.due}
          onChange={(due) => set({ due }, 'due')}
        />
        <DurationField
          label={say('canvas.approval.remindAfter')}
          optional
          fallback={{ businessDays: 1 }}
          value={approval.remindAfter}
          onChange={(remindAfter) => set({ remindAfter }, 'remindAfter')}
        />
      </Section>
      <Section title={say('canvas.approval.message')}>
        <TextField
          label={say('canvas.approval.message')}
          hideLabel
          placeholder={say('canvas.approval.messageHint')}
          lines={3}
          value={approval.message}
          onChange={(text) => set({ message: said(text) }, 'message')}
        />
      </Section>
    </>
  );
};

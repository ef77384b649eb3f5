/** Who is asked in a group; where it matters, how much each of them weighs and who has a veto. */
import { Checkbox, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { WEIGHING } from '#designer/ui/diagram/approval-words.ts';
import { partyWords } from '#designer/ui/diagram/words.ts';
import type { Approver } from '#engine/definition.ts';
import { useEditor } from '../../editor/editor.tsx';
import { AddButton } from '../../panel/fields.tsx';
import { ApprovingParties } from '../../panel/Parties.tsx';
import styles from '../../panel/panel.module.css';
import { compact } from '../../panel/update.ts';
import type { Rule } from './edit.ts';

type Props = {
  readonly rule: Rule;
  /** Nobody else is asked beside this group. */
  readonly isAlone: boolean;
  readonly onChange: (approvers: readonly Approver[]) => void;
};

const WEIGHT_MAX = 1_000;

export const Approvers = ({ rule: { mode, approvers }, isAlone, onChange }: Props) => {
  const { say, readOnly } = useEditor();
  const [isAsked, ask] = useState(false);
  // A single one weighs the same as all there are, unless it is held to a number.
  const weighs = WEIGHING.has(mode) && (mode === 'weighted' || approvers.length > 1);
  const hasVeto = approvers.some(({ veto }) => veto);
  // Where all must approve, and nobody else is asked, everybody has one.
  const isPointless = isAlone && (mode === 'all' || approvers.length === 1);
  const vetoes = hasVeto || (isAsked && !isPointless);
  return (
    <>
      <ApprovingParties
        parties={approvers}
        addLabel={say('canvas.approval.add')}
        onChange={onChange}
        more={
          weighs || vetoes
            ? (party, change) => (
                <More party={party} weighs={weighs} vetoes={vetoes} onChange={change} />
              )
            : undefined
        }
      />
      {vetoes && <p className={styles.hint}>{say('canvas.approval.vetoHint')}</p>}
      {!vetoes && !isPointless && !readOnly && (
        <AddButton label={say('canvas.approval.addVeto')} onClick={() => ask(true)} />
      )}
    </>
  );
};

type MoreProps = {
  readonly party: Approver;
  readonly weighs: boolean;
  readonly vetoes: boolean;
  readonly onChange: (party: Approver) => void;
};

const More = ({ party, weighs, vetoes, onChange }: MoreProps) => {
  const { say, names, readOnly, seal } = useEditor();
  const who = partyWords(say, party, names);
  return (
    <div className={styles.saidOf}>
      {weighs && (
        <NumberInput
          className={styles.weight}
          size="xs"
          leftSection={<span aria-hidden>{say('canvas.approval.weight')}</span>}
          leftSectionWidth={64}
          aria-label={say('canvas.approval.weightOf', { who })}
          min={1}
          max={WEIGHT_MAX}
          allowDecimal={false}
          readOnly={readOnly}
          value={party.weight ?? 1}
          onBlur={seal}
          onChange={(next) => {
            if (typeof next !== 'number' || next < 1 || next > WEIGHT_MAX) return;
            onChange(compact({ ...party, weight: next === 1 ? undefined : next }));
          }}
        />
      )}
      {vetoes && (
        <Checkbox
          size="xs"
          label={say('canvas.approval.veto')}
          aria-label={say('canvas.approval.vetoOf', { who })}
          checked={party.veto ?? false}
          disabled={readOnly}
          onChange={({ currentTarget }) =>
            onChange(compact({ ...party, veto: currentTarget.checked || undefined }))
          }
        />
      )}
    </div>
  );
};

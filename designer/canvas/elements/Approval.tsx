/** A decision by people: who is asked, by what rule and in which order, by when, and what they are told. */
import { Switch, TagsInput } from '@mantine/core';
import type { ApprovalRound, ElementOf } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { AddButton, Section, TextField } from '../panel/fields.tsx';
import { Parties } from '../panel/Parties.tsx';
import styles from '../panel/panel.module.css';
import { said, someOf, useUpdateElement } from '../panel/update.ts';
import { Approvers } from './approval/Approvers.tsx';
import { inStages, ruleOf } from './approval/edit.ts';
import { RuleFields } from './approval/RuleFields.tsx';
import { Stages } from './approval/Stages.tsx';
import { When } from './approval/When.tsx';

type Approval = ElementOf<'approval'>;

export const ApprovalForm = ({ element }: { element: Approval }) => {
  const { say } = useEditor();
  const update = useUpdateElement<Approval>();
  const { approval } = element;
  const put = (round: ApprovalRound, field: string) =>
    update({ ...element, approval: round }, field);
  const set = (changes: Partial<ApprovalRound>, field: string) =>
    put({ ...approval, ...changes }, field);
  return (
    <>
      {approval.stages ? (
        <Stages round={approval} onChange={put} />
      ) : (
        <OneGroup round={approval} onChange={put} />
      )}
      <When round={approval} onChange={set} />
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
      <Exceptions round={approval} onChange={set} />
    </>
  );
};

type OneGroupProps = {
  readonly round: ApprovalRound;
  readonly onChange: (round: ApprovalRound, field: string) => void;
};

const OneGroup = ({ round, onChange }: OneGroupProps) => {
  const { say, readOnly } = useEditor();
  const rule = ruleOf(round);
  return (
    <>
      <Section title={say('canvas.approval.who')}>
        <Approvers
          rule={rule}
          isAlone
          onChange={(approvers) => onChange({ ...round, ...rule, approvers }, 'approvers')}
        />
      </Section>
      <Section title={say('canvas.approval.howMany')}>
        <RuleFields
          rule={rule}
          onChange={(next, field) => onChange({ ...round, ...next }, field)}
        />
        {!readOnly && (
          <AddButton
            label={say('canvas.approval.inStages')}
            onClick={() => onChange(inStages(round), 'stages')}
          />
        )}
      </Section>
    </>
  );
};

type ExceptionsProps = {
  readonly round: ApprovalRound;
  readonly onChange: (changes: Partial<ApprovalRound>, field: string) => void;
};

/** What is put before approvers, and so may ask them again. */
const MATERIAL = /^(ticket|requester|variables)(\.[A-Za-z0-9_-]+)+$/;
const FACTS = ['title', 'description', 'impact', 'urgency', 'priority', 'category', 'requester'];

/** Who may decide besides, who may decide twice, and what asks everybody again. */
const Exceptions = ({ round, onChange }: ExceptionsProps) => {
  const { say, readOnly } = useEditor();
  const { selfApproval = false, repeatVoters = false, waitsForAnswers = false } = round;
  const { fallback = [], stages = [], askAgainOn = [], decideByLink = false } = round;
  return (
    <Section title={say('canvas.approval.exceptions')}>
      <Switch
        label={say('canvas.approval.selfApproval')}
        checked={selfApproval}
        disabled={readOnly}
        onChange={({ currentTarget }) =>
          onChange({ selfApproval: currentTarget.checked || undefined }, 'selfApproval')
        }
      />
      {(stages.length > 1 || repeatVoters) && (
        <Switch
          label={say('canvas.approval.repeatVoters')}
          checked={repeatVoters}
          disabled={readOnly}
          onChange={({ currentTarget }) =>
            onChange({ repeatVoters: currentTarget.checked || undefined }, 'repeatVoters')
          }
        />
      )}
      <Switch
        label={say('canvas.approval.waitsForAnswers')}
        checked={waitsForAnswers}
        disabled={readOnly}
        onChange={({ currentTarget }) =>
          onChange({ waitsForAnswers: currentTarget.checked || undefined }, 'waitsForAnswers')
        }
      />
      <TextField
        label={say('canvas.approval.signature')}
        description={say('canvas.approval.signature.help')}
        value={round.signature}
        onChange={(text) => onChange({ signature: said(text) }, 'signature')}
      />
      <Switch
        label={say('canvas.approval.decideByLink')}
        description={say('canvas.approval.decideByLink.help')}
        checked={decideByLink}
        disabled={readOnly}
        onChange={({ currentTarget }) =>
          onChange({ decideByLink: currentTarget.checked || undefined }, 'decideByLink')
        }
      />
      <TagsInput
        label={say('canvas.approval.askAgainOn')}
        description={say('canvas.approval.askAgainOnHint')}
        data={FACTS.map((field) => `ticket.${field}`)}
        value={[...askAgainOn]}
        readOnly={readOnly}
        onChange={(facts) =>
          onChange(
            { askAgainOn: someOf(facts.filter((fact) => MATERIAL.test(fact))) },
            'askAgainOn',
          )
        }
      />
      <span className={styles.label}>{say('canvas.approval.fallback')}</span>
      <p className={styles.hint}>{say('canvas.approval.fallbackHint')}</p>
      <Parties
        optional
        parties={fallback}
        addLabel={say('canvas.approval.addFallback')}
        onChange={(parties) => onChange({ fallback: someOf(parties) }, 'fallback')}
      />
    </Section>
  );
};

/** A stage of a round: its groups, each with its rule in a sentence and whoever sits in it; grey while it is not asked yet. */
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import type { Approval, ApprovalGroup, ApprovalStage } from '#designer/client/types/tasks.ts';
import classes from '../ApprovalRound.module.css';
import { useText } from '../locale.ts';
import { enoughWords, fewerWords, ruleWords, stageName } from './round-words.ts';
import { Seat } from './Seat.tsx';
import { useRoundWords } from './use-words.ts';

type Props = { approval: Approval; stage: ApprovalStage; index: number };

export function Stage({ approval, stage, index }: Props) {
  const t = useText();
  const words = useRoundWords();
  const isOne = approval.stages.length === 1;
  const isMany = stage.groups.length > 1;
  const name = stageName(words, stage, index + 1);
  return (
    <section
      className={classes.stage}
      data-state={stage.state}
      aria-label={isOne ? undefined : name}
    >
      {!isOne && (
        <p className={classes.stageHead}>
          <span className={classes.number} aria-hidden="true">
            {index + 1}
          </span>
          <span className={classes.stageName} dir="auto">
            {name}
          </span>
          <State state={stage.state} />
        </p>
      )}
      {isMany && (
        <p className={classes.rule}>
          {t('approvals.enough', { groups: enoughWords(words, stage) })}
        </p>
      )}
      {stage.groups.map((group) => (
        <Group key={group.id} approval={approval} stage={stage} index={index} group={group} />
      ))}
      {stage.deciding.length > 0 && (
        <div className={classes.group}>
          <p className={classes.rule}>{t('approvals.deciding')}</p>
          <Seats
            {...{ approval, index }}
            isLater={false}
            seats={stage.deciding.map((seat) => ({ seat, weight: null, veto: false }))}
          />
        </div>
      )}
    </section>
  );
}

function Group({ approval, stage, index, group }: Props & { group: ApprovalGroup }) {
  const t = useText();
  const words = useRoundWords();
  const at = stage.groups.indexOf(group);
  const fewer = fewerWords(words, group);
  const weighs =
    group.mode === 'weighted' ||
    ((group.mode === 'majority' || group.mode === 'percent') &&
      group.seats.some(({ weight }) => weight !== 1));
  return (
    <div className={classes.group}>
      <p className={classes.rule}>
        {(group.name !== null || stage.groups.length > 1) && (
          <span className={classes.groupName} dir="auto">
            {group.name ?? t('approvals.group', { number: at + 1 })}
          </span>
        )}
        <span>{ruleWords(words, group)}</span>
        {stage.groups.length > 1 && !['open', 'waiting'].includes(group.state) && (
          <State state={group.state} />
        )}
      </p>
      {fewer !== null && (
        <p className={classes.fewer}>
          <IconAlertTriangle size={15} stroke={1.8} aria-hidden="true" />
          {fewer}
        </p>
      )}
      <Seats
        {...{ approval, index }}
        isLater={stage.state === 'waiting'}
        seats={group.seats.map(({ seat, weight, veto }) => ({
          seat,
          weight: weighs ? weight : null,
          veto,
        }))}
      />
    </div>
  );
}

type SeatsProps = {
  approval: Approval;
  index: number;
  isLater: boolean;
  seats: readonly { seat: number; weight: number | null; veto: boolean }[];
};

function Seats({ approval, index, isLater, seats }: SeatsProps) {
  const people = approval.approvers.filter(({ stage }) => stage === index);
  const isOver = approval.state !== 'open' || index < approval.stage;
  return (
    <ul className={classes.people}>
      {seats.map(({ seat, weight, veto }) => (
        <Seat
          key={seat}
          people={people.filter((one) => one.seat === seat)}
          {...{ weight, veto, isLater, isOver }}
        />
      ))}
    </ul>
  );
}

function State({ state }: { state: ApprovalStage['state'] }) {
  const t = useText();
  return (
    <span className={classes.stageState} data-state={state}>
      {state === 'approved' && <IconCheck size={14} stroke={2.2} aria-hidden="true" />}
      {state === 'rejected' && <IconX size={14} stroke={2.2} aria-hidden="true" />}
      {t(`approvals.stageState.${state}`)}
    </span>
  );
}

/** An approval in a line: what, for whom, by when, and in whose place one is asked. */
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMe } from '#designer/client/me.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { useFormOf } from '#designer/client/use-form-of.ts';
import { Avatar } from '#designer/ui/Avatar.tsx';
import { stageName } from '#designer/ui/approval/round-words.ts';
import { shownState } from '#designer/ui/approval/shown-state.ts';
import { useRoundWords } from '#designer/ui/approval/use-words.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { answersOf } from '#designer/ui/forms/answers.ts';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import classes from './ApprovalsPage.module.css';
import { voicesOf, waitsForAnswer } from './standing.ts';
import { catalogItemOf, factsOf, filledIn, keyFactsOf, requesterOf, titleOf } from './subject.ts';

/** Of a ticket without a form, these say most in a line. */
const TELLING = ['priority', 'impact', 'category', 'dueAt'];

export function ApprovalLine({ approval }: { approval: Approval }) {
  const t = useText();
  const state = shownState(approval);
  const words = useFieldWords();
  const round = useRoundWords();
  const { email } = useMe().user;
  const { own, others } = voicesOf(approval, email);
  const stage = approval.stages[approval.stage];
  const requester = requesterOf(approval);
  const form = useFormOf(catalogItemOf(approval));
  const facts =
    catalogItemOf(approval) === null
      ? factsOf(approval)
          .filter(({ name }) => TELLING.includes(name))
          .map(({ name, value }) => ({
            name,
            title: words.field(name),
            value: words.value(name, value),
          }))
      : keyFactsOf(
          answersOf(form?.schema ?? {}, filledIn(approval), form?.uiSchema).filter(
            ({ value }) => value !== null,
          ),
        ).map((fact) => ({ ...fact, value: words.plain(fact.value) }));
  return (
    <Link to="/approvals/$id" params={{ id: approval.id }} className={classes.line}>
      <Avatar person={requester} size={36} />
      <span className={classes.body}>
        <span className={classes.what} dir="auto">
          {titleOf(t, approval)}
        </span>
        <span className={classes.meta}>
          <bdi>{approval.name}</bdi>
          {approval.ticket !== null && (
            <span className={classes.number}>{approval.ticket.number}</span>
          )}
          {requester !== null && <bdi>{requester.name}</bdi>}
          {approval.stages.length > 1 && stage !== undefined && approval.state === 'open' && (
            <bdi>{stageName(round, stage, approval.stage + 1)}</bdi>
          )}
        </span>
        {others.length > 0 && (
          <span className={classes.inPlaceOf}>
            <Chip tone="accent">
              {t(own ? 'approval.alsoFor' : 'approval.inPlaceOf', {
                names: round.list(others.map(({ name }) => name)),
              })}
            </Chip>
          </span>
        )}
        {facts.length > 0 && (
          <span className={classes.facts}>
            {facts.map((fact) => (
              <span key={fact.name} className={classes.fact}>
                <bdi className={classes.factName}>{fact.title}</bdi> <bdi>{fact.value}</bdi>
              </span>
            ))}
          </span>
        )}
      </span>
      <span className={classes.due}>
        {approval.state !== 'open' && (
          <Chip tone={state === 'approved' ? 'good' : state === 'rejected' ? 'bad' : 'neutral'}>
            {t(`approvals.state.${state}`)}
          </Chip>
        )}
        {waitsForAnswer(approval) && <Chip tone="info">{t('approval.line.waits')}</Chip>}
        {approval.state === 'open' && approval.pausedAt === null && approval.dueAt !== null && (
          <span className={classes.dueAt}>
            {t('approval.due')} <Time at={approval.dueAt} />
          </span>
        )}
        {approval.state === 'open' && (
          <span>
            {t('approval.askedAt')} <Time at={approval.openedAt} />
          </span>
        )}
        {approval.state !== 'open' && approval.decidedAt !== null && (
          <Time at={approval.decidedAt} />
        )}
      </span>
      <IconChevronRight size={18} stroke={1.6} aria-hidden="true" className={classes.chevron} />
    </Link>
  );
}

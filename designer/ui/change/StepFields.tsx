/** One step while it is written. Of one that has been begun or skipped only its place and title are shown. */
import {
  ActionIcon,
  Button,
  NumberInput,
  Select,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconLock, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { groupsQuery, queuesQuery, usePeopleSearch } from '#designer/client/people.ts';
import { fieldError } from '#designer/client/problem.ts';
import { PersonName } from '../Avatar.tsx';
import { useText } from '../locale.ts';
import { PeoplePick } from '../PeoplePick.tsx';
import classes from './StepsEditor.module.css';
import type { StepDraft, StepWho } from './step-draft.ts';

type Props = {
  draft: StepDraft;
  number: number;
  problem: unknown;
  /** Where the step is in what is sent. */
  at: string;
  mayUp: boolean;
  mayDown: boolean;
  onChange: (part: Partial<StepDraft>) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
};

export const placeId = (id: string, what: 'title' | 'up' | 'down'): string =>
  `change-step-${id}-${what}`;

export function StepFields(props: Props) {
  const { draft, number, problem, at, onChange } = props;
  const t = useText();
  const wrong = fieldError(problem, at);
  if (draft.isFixed)
    return (
      <div className={classes.fixed}>
        <IconLock size={14} aria-hidden="true" />
        <span>{t('changes.step', { number })}</span>
        <bdi className={classes.fixedTitle}>{draft.title}</bdi>
        <span className={classes.quiet}>
          {t(draft.isSkipped ? 'changes.step.skipped' : 'changes.step.fixed')}
        </span>
        {wrong !== undefined && <p className={classes.wrong}>{wrong}</p>}
      </div>
    );
  return (
    <fieldset className={classes.fields} data-wrong={wrong}>
      <legend className={classes.legend}>{t('changes.step', { number })}</legend>
      <Acts {...props} />
      {wrong !== undefined && (
        <p className={classes.wrong} role="alert">
          {wrong}
        </p>
      )}
      <TextInput
        id={placeId(draft.id, 'title')}
        label={t('changes.step.title')}
        value={draft.title}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
        error={fieldError(problem, `${at}/title`)}
        maxLength={200}
        required
        dir="auto"
      />
      <Textarea
        label={t('changes.step.details')}
        value={draft.details}
        onChange={(event) => onChange({ details: event.currentTarget.value })}
        error={fieldError(problem, `${at}/details`)}
        maxLength={4_000}
        autosize
        minRows={1}
        dir="auto"
      />
      <Textarea
        label={t('changes.step.undo')}
        description={t('changes.step.undo.help')}
        value={draft.undo}
        onChange={(event) => onChange({ undo: event.currentTarget.value })}
        error={fieldError(problem, `${at}/undo`)}
        maxLength={4_000}
        autosize
        minRows={1}
        dir="auto"
      />
      <div className={classes.row}>
        <Who who={draft.who} at={at} problem={problem} onChange={(who) => onChange({ who })} />
        <NumberInput
          label={t('changes.step.minutes')}
          value={draft.minutes ?? ''}
          onChange={(value) => onChange({ minutes: typeof value === 'number' ? value : null })}
          error={fieldError(problem, `${at}/minutes`)}
          min={1}
          max={129_600}
          allowDecimal={false}
          className={classes.minutes}
        />
      </div>
    </fieldset>
  );
}

function Acts({ draft, number, mayUp, mayDown, onMove, onRemove }: Props) {
  const t = useText();
  const title = draft.title.trim() === '' ? t('changes.step', { number }) : draft.title;
  const acts = [
    { what: 'up', icon: <IconArrowUp size={16} />, off: !mayUp, act: () => onMove(-1) },
    { what: 'down', icon: <IconArrowDown size={16} />, off: !mayDown, act: () => onMove(1) },
    { what: 'remove', icon: <IconX size={16} />, off: false, act: onRemove },
  ] as const;
  return (
    <span className={classes.moves}>
      {acts.map(({ what, icon, off, act }) => (
        <Tooltip key={what} label={t(`changes.step.${what}`, { title })}>
          <ActionIcon
            {...(what === 'remove' ? {} : { id: placeId(draft.id, what) })}
            variant="subtle"
            color="gray"
            size="md"
            aria-label={t(`changes.step.${what}`, { title })}
            disabled={off}
            onClick={act}
          >
            {icon}
          </ActionIcon>
        </Tooltip>
      ))}
    </span>
  );
}

type WhoProps = {
  who: StepWho;
  at: string;
  problem: unknown;
  onChange: (who: StepWho) => void;
};

/** A team from a list, or a person who is looked for. */
function Who({ who, at, problem, onChange }: WhoProps) {
  const t = useText();
  const search = usePeopleSearch();
  const queues = useQuery(queuesQuery()).data?.items ?? [];
  const groups = useQuery(groupsQuery()).data?.items ?? [];
  const options = (kind: 'queue' | 'group', all: readonly { key: string; name: string }[]) =>
    all.map(({ key, name }) => ({ value: `${kind}:${key}`, label: name }));
  return (
    <>
      <Select
        label={t('changes.step.who')}
        placeholder={t(who?.kind === 'user' ? 'changes.step.who.person' : 'changes.step.who.none')}
        data={[
          { group: t('changes.step.who.queues'), items: options('queue', queues) },
          { group: t('changes.step.who.groups'), items: options('group', groups) },
        ]}
        value={who === null || who.kind === 'user' ? null : `${who.kind}:${who.key}`}
        onChange={(value) => {
          const [kind, key] = value?.split(':') ?? [];
          if ((kind === 'queue' || kind === 'group') && key !== undefined) onChange({ kind, key });
          else onChange(null);
        }}
        error={['user', 'group', 'queue']
          .map((one) => fieldError(problem, `${at}/assignment/${one}`))
          .find((one) => one !== undefined)}
        searchable
        clearable
        className={classes.who}
      />
      <PeoplePick
        search={search}
        nobody
        onPick={(person) => onChange(person && { kind: 'user', person })}
      >
        {(toggle) => (
          <Button variant="default" onClick={toggle} className={classes.person}>
            {who?.kind === 'user' ? (
              <PersonName person={who.person} />
            ) : (
              t('changes.step.who.choose')
            )}
          </Button>
        )}
      </PeoplePick>
    </>
  );
}

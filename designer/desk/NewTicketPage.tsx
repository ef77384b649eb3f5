/** Opening a ticket for somebody: what it is, in one line, and what one has to know. Kept as it is typed. */
import { Button, Group, Select, Textarea, TextInput, UnstyledButton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { newKey } from '#designer/client/http.ts';
import { useMay, useMe } from '#designer/client/me.ts';
import { queuesQuery } from '#designer/client/people.ts';
import { fieldError, isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { changeQuestionsQuery } from '#designer/client/risk.ts';
import { createTicket } from '#designer/client/tickets.ts';
import type { ChangeKind } from '#designer/client/types/changes.ts';
import type { Person } from '#designer/client/types/people.ts';
import type { Level, TicketType } from '#designer/client/types/tickets.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { RiskQuestions } from '#designer/ui/change/RiskQuestions.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PeoplePick } from '#designer/ui/PeoplePick.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { TypeIcon } from '#designer/ui/TypeIcon.tsx';
import { useToast } from '#designer/ui/toast.ts';
import { useKept } from '#designer/ui/use-kept.ts';
import { CHANGE_KINDS } from '#engine/changes/plan.ts';
import { type Answers, answerTo, askedOf } from '#engine/changes/questions.ts';
import classes from './NewTicketPage.module.css';
import { StandardPick } from './StandardPick.tsx';
import { usePeopleSearch } from './use-people-search.ts';

type Draft = {
  type: TicketType;
  title: string;
  description: string;
  impact: Level;
  urgency: Level;
  queue: string | null;
  requester: Person | null;
  /** Of a change. */
  kind: ChangeKind;
  answers?: Answers;
  /** The key of the standard change it is opened from. */
  standard?: string | null;
};

const EMPTY: Draft = {
  type: 'incident',
  title: '',
  description: '',
  impact: 3,
  urgency: 3,
  queue: null,
  requester: null,
  kind: 'normal',
  standard: null,
};
const TYPES: TicketType[] = ['incident', 'service_request', 'problem', 'change', 'task'];
const LEVELS: Level[] = [1, 2, 3];

export function NewTicketPage() {
  const t = useText();
  const me = useMe();
  const toast = useToast();
  const navigate = useNavigate();
  const client = useQueryClient();
  const search = usePeopleSearch();
  const { standard: asked } = useSearch({ from: '/app/tickets/new' });
  const queues = useQuery(queuesQuery()).data?.items ?? [];
  const mayForOthers = useMay('ticket.update');
  const managesChanges = useMay('cab.manage');
  const [draft, setDraft, forget] = useKept<Draft>('new-ticket', EMPTY);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [tried, setTried] = useState(false);
  const sendKey = useRef(newKey());
  const set = (part: Partial<Draft>) => {
    sendKey.current = newKey();
    setDraft({ ...draft, ...part });
  };

  const isPlanned = draft.type === 'change' && mayForOthers;
  const isStandard = isPlanned && draft.kind === 'standard';
  const followed = isStandard ? (draft.standard ?? null) : null;
  // Those who manage changes call one standard that is not in the catalog.
  const isUnpicked = isStandard && followed === null && !managesChanges;
  const taken = useRef<string | null>(null);
  useEffect(() => {
    // Taken from the address once, and then a part of what is typed.
    if (asked === undefined || taken.current === asked) return;
    taken.current = asked;
    setDraft({ ...draft, type: 'change', kind: 'standard', standard: asked });
    void navigate({ to: '/tickets/new', search: {}, replace: true });
  }, [asked, draft, setDraft, navigate]);
  const all = useQuery({ ...changeQuestionsQuery, enabled: isPlanned }).data?.questions ?? [];
  // How risky a standard change is was settled when it was approved.
  const questions = followed === null ? askedOf(all, draft.kind) : [];
  // What is asked of another kind, or no more, is not sent.
  const answers = Object.fromEntries(
    questions.flatMap((question) => {
      const option = answerTo(question, draft.answers ?? {});
      return option ? [[question.key, option.key]] : [];
    }),
  );

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (draft.title.trim() === '') {
      document.getElementById('new-title')?.focus();
      return;
    }
    if (isUnpicked) return;
    setBusy(true);
    setError(null);
    try {
      const { queue, requester, description, kind, answers: _, standard: __, ...rest } = draft;
      const ticket = await createTicket(
        {
          ...rest,
          source: 'web',
          title: draft.title.trim(),
          ...(description.trim() === '' ? {} : { description }),
          ...(queue === null ? {} : { queue }),
          ...(requester === null ? {} : { requester: requester.email }),
          ...(isPlanned
            ? { change: followed === null ? { kind, answers } : { standard: followed } }
            : {}),
        },
        sendKey.current,
      );
      forget();
      void client.invalidateQueries({ queryKey: ['tickets'] });
      client.setQueryData(keys.ticket(ticket.number), ticket);
      toast.done(t('new.done', { number: ticket.number }));
      await navigate({ to: '/tickets/$id', params: { id: ticket.number } });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };

  const levels = LEVELS.map((level) => ({ value: String(level), label: t(`level.${level}`) }));
  const unplaced =
    isProblem(error) &&
    error.errors.every((one) => !['/title', '/description'].includes(one.pointer));
  return (
    <form className={classes.page} onSubmit={(event) => void submit(event)} noValidate>
      <h1 className={classes.title}>{t('new.title')}</h1>
      <fieldset className={classes.types}>
        <legend className={classes.legend}>{t('new.type')}</legend>
        {TYPES.map((type) => (
          <label key={type} className={classes.type} data-checked={draft.type === type}>
            <input
              type="radio"
              name="type"
              value={type}
              checked={draft.type === type}
              onChange={() => set({ type })}
              className="p-hidden"
            />
            <TypeIcon type={type} size={18} />
            <span>
              <span className={classes.typeName}>{t(`type.${type}`)}</span>
              <span className={classes.typeText}>{t(`new.type.${type}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <TextInput
        id="new-title"
        size="md"
        label={t('new.summary')}
        value={draft.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
        maxLength={300}
        required
        withAsterisk={false}
        autoFocus
        error={
          fieldError(error, '/title') ??
          (tried && draft.title.trim() === '' ? t('form.required') : undefined)
        }
      />
      <Textarea
        size="md"
        label={`${t('new.description')} ${t('common.optional')}`}
        value={draft.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
        minRows={5}
        maxRows={20}
        error={fieldError(error, '/description')}
      />
      {isPlanned && (
        <Select
          size="md"
          label={t('changes.kind')}
          description={t(`new.kind.${draft.kind}`)}
          data={CHANGE_KINDS.map((kind) => ({ value: kind, label: t(`changes.kind.${kind}`) }))}
          value={draft.kind}
          onChange={(kind) => set({ kind: (kind ?? 'normal') as ChangeKind })}
          allowDeselect={false}
        />
      )}
      {isStandard && (
        <StandardPick
          value={followed}
          onPick={({ key, name }) =>
            set({ standard: key, ...(draft.title.trim() === '' ? { title: name } : {}) })
          }
          error={
            fieldError(error, '/change/standard') ??
            (tried && isUnpicked ? t('form.required') : undefined)
          }
        />
      )}
      {isPlanned && questions.length > 0 && (
        <details className={classes.questions}>
          <summary>{t('risk.questions.optional')}</summary>
          <RiskQuestions
            questions={questions}
            answers={answers}
            onAnswer={(key, option) => {
              const { [key]: __, ...others } = answers;
              set({ answers: option === null ? others : { ...others, [key]: option } });
            }}
            errorOf={(key) => fieldError(error, `/change/answers/${key}`)}
          />
        </details>
      )}
      <div className={classes.row}>
        <Select
          size="md"
          label={t('field.impact')}
          data={levels}
          value={String(draft.impact)}
          onChange={(value) => set({ impact: Number(value) as Level })}
          allowDeselect={false}
        />
        <Select
          size="md"
          label={t('field.urgency')}
          data={levels}
          value={String(draft.urgency)}
          onChange={(value) => set({ urgency: Number(value) as Level })}
          allowDeselect={false}
        />
        <Select
          size="md"
          label={`${t('field.queue')} ${t('common.optional')}`}
          data={queues.map((queue) => ({ value: queue.key, label: queue.name }))}
          value={draft.queue}
          onChange={(queue) => set({ queue })}
          placeholder={t('field.empty')}
          clearable
        />
      </div>
      {mayForOthers && (
        <div>
          <p className={classes.legend}>{t('new.requester')}</p>
          <PeoplePick search={search} first={me.user} onPick={(requester) => set({ requester })}>
            {(toggle) => (
              <UnstyledButton className={classes.person} onClick={toggle}>
                <span className="p-hidden">{t('new.requester')} </span>
                <PersonName person={draft.requester ?? me.user} />
              </UnstyledButton>
            )}
          </PeoplePick>
        </div>
      )}
      {error !== null && (!isProblem(error) || unplaced) && <ProblemNotice error={error} />}
      <Group gap="md">
        <Button type="submit" size="md" loading={busy}>
          {t('new.submit')}
        </Button>
        <span className={classes.hint}>{t('new.draft')}</span>
      </Group>
    </form>
  );
}

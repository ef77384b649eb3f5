/** Opening a ticket for somebody: what it is, in one line, and what one has to know. Kept as it is typed. */
import { Button, Group, Textarea, TextInput, UnstyledButton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { newKey } from '#designer/client/http.ts';
import { useMay, useMe } from '#designer/client/me.ts';
import { fieldError, isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { changeQuestionsQuery } from '#designer/client/risk.ts';
import { createTicket } from '#designer/client/tickets.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { placeId } from '#designer/ui/change/StepFields.tsx';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { PeoplePick } from '#designer/ui/PeoplePick.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';
import { useUndoToast } from '#designer/ui/undo-toast.tsx';
import { useKept } from '#designer/ui/use-kept.ts';
import { askedOf } from '#engine/changes/questions.ts';
import { usePeopleSearch } from '../use-people-search.ts';
import { ChangeFields } from './ChangeFields.tsx';
import { bodyOf, type Draft, EMPTY, followedBy, isPlanned, type Setting } from './draft.ts';
import { errorsElsewhere, goTo, goToFirstWrong } from './errors.ts';
import classes from './NewTicketPage.module.css';
import { STANDARD } from './StandardPick.tsx';
import { TypeChoice } from './TypeChoice.tsx';
import { WhereFields } from './WhereFields.tsx';

export function NewTicketPage() {
  const t = useText();
  const me = useMe();
  const toast = useToast();
  const undoable = useUndoToast();
  const navigate = useNavigate();
  const client = useQueryClient();
  const search = usePeopleSearch();
  const { timeZone } = useLocale();
  const isWorker = useMay('ticket.update');
  const managesChanges = useMay('cab.manage');
  const [kept, setDraft, forget] = useKept<Draft>('new-ticket', EMPTY);
  // What this browser kept may be from a time when less was asked.
  const draft = { ...EMPTY, ...kept };
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [tried, setTried] = useState(false);
  const sendKey = useRef(newKey());
  const set = (part: Partial<Draft>) => {
    sendKey.current = newKey();
    setDraft({ ...draft, ...part });
  };
  useWishOfAddress(draft, setDraft);

  const planned = isPlanned(draft, { isWorker });
  const followed = followedBy(draft, { isWorker });
  // Those who manage changes call one standard that is not in the catalog.
  const isUnpicked = planned && draft.kind === 'standard' && followed === null && !managesChanges;
  const all = useQuery({ ...changeQuestionsQuery, enabled: planned }).data?.questions ?? [];
  // How risky a standard change is was settled when it was approved.
  const questions = followed === null ? askedOf(all, draft.kind) : [];
  const setting: Setting = { timeZone, isWorker, questions };
  const unnamed = planned && followed === null && draft.steps.find(({ title }) => !title.trim());

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const untitled = draft.title.trim() === '' && TITLE;
    const lacks = untitled || (isUnpicked && STANDARD) || (unnamed && placeId(unnamed.id, 'title'));
    if (lacks) return goTo(document.getElementById(lacks));
    setBusy(true);
    setError(null);
    try {
      const ticket = await createTicket(bodyOf(draft, setting), sendKey.current);
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

  const form = useRef<HTMLFormElement>(null);
  const sends = useRef<HTMLButtonElement>(null);
  // While it was sent the button was off, and the focus gone.
  useEffect(() => {
    if (error === null || form.current === null) return;
    if (!goToFirstWrong(form.current)) sends.current?.focus();
  }, [error]);
  const elsewhere = errorsElsewhere(error, draft, setting);
  const isBesideFields = isProblem(error) && error.errors.length > elsewhere.length;

  const isBegun = JSON.stringify(draft) !== JSON.stringify(EMPTY);
  const startOver = () => {
    forget();
    sendKey.current = newKey();
    setTried(false);
    setError(null);
    undoable(t('new.startedOver'), () => setDraft(draft));
    document.getElementById(TITLE)?.focus();
  };

  return (
    <form ref={form} className={classes.page} onSubmit={(event) => void submit(event)} noValidate>
      <h1 className={classes.title}>{t('new.title')}</h1>
      <TypeChoice value={draft.type} onChange={(type) => set({ type })} />
      <TextInput
        id={TITLE}
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
      {planned && (
        <ChangeFields
          {...{ draft, setting, error }}
          onChange={set}
          isUnpicked={tried && isUnpicked}
        />
      )}
      <WhereFields {...{ draft, error, isWorker }} onChange={set} />
      {isWorker && (
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
      {error !== null && (elsewhere.length > 0 || !isBesideFields) && (
        <ProblemNotice error={error} sentences={elsewhere} />
      )}
      <Group gap="md">
        <Button ref={sends} type="submit" size="md" loading={busy}>
          {t('new.submit')}
        </Button>
        {isBegun && (
          <Button variant="subtle" color="gray" size="md" disabled={busy} onClick={startOver}>
            {t('new.startOver')}
          </Button>
        )}
        <span className={classes.hint}>{t('new.draft')}</span>
      </Group>
    </form>
  );
}

const TITLE = 'new-title';

/** What the address says it is to be, a change, or one that follows this standard change: taken from there once, and then a part of what is typed. */
function useWishOfAddress(draft: Draft, setDraft: (draft: Draft) => void): void {
  const navigate = useNavigate();
  const { standard, type } = useSearch({ from: '/app/tickets/new' });
  const taken = useRef<string | null>(null);
  useEffect(() => {
    const wish = standard ?? type;
    if (wish === undefined || taken.current === wish) return;
    taken.current = wish;
    const followed = standard === undefined ? {} : ({ kind: 'standard', standard } as const);
    setDraft({ ...draft, type: 'change', ...followed });
    void navigate({ to: '/tickets/new', search: {}, replace: true });
  }, [standard, type, draft, setDraft, navigate]);
}

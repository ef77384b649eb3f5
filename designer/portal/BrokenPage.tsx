/** Telling the desk that something is broken, in four questions anybody can answer; impact and urgency come from the answers. */
import { Button, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { newKey } from '#designer/client/http.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { createTicket } from '#designer/client/tickets.ts';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useKept } from '#designer/ui/use-kept.ts';
import classes from './RequestFormPage.module.css';

const EMPTY = { title: '', description: '', impact: '3', urgency: '3' };
const LEVELS = ['3', '2', '1'] as const;

export function BrokenPage() {
  const t = useText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [draft, setDraft, forget] = useKept('broken', EMPTY);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const sendKey = useRef(newKey());
  useCrumb(t('portal.broken'));
  const set = (part: Partial<typeof EMPTY>) => {
    sendKey.current = newKey();
    setDraft({ ...draft, ...part });
  };

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (draft.title.trim() === '') {
      document.getElementById('broken-title')?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      const description = draft.description.trim();
      const ticket = await createTicket(
        {
          type: 'incident',
          source: 'portal',
          title: draft.title.trim(),
          impact: Number(draft.impact),
          urgency: Number(draft.urgency),
          ...(description === '' ? {} : { description }),
        },
        sendKey.current,
      );
      forget();
      client.setQueryData(keys.ticket(ticket.number), ticket);
      void client.invalidateQueries({ queryKey: ['tickets'] });
      await navigate({
        to: '/portal/requests/$id',
        params: { id: ticket.number },
        search: { sent: true },
      });
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };

  return (
    <form className={classes.page} onSubmit={(event) => void send(event)} noValidate>
      <h1 className={classes.title}>{t('portal.incident.title')}</h1>
      <TextInput
        id="broken-title"
        size="md"
        label={t('portal.incident.summary')}
        description={t('portal.incident.summary.help')}
        value={draft.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
        maxLength={300}
        required
        withAsterisk={false}
        error={
          fieldError(problem, '/title') ??
          (tried && draft.title.trim() === '' ? t('form.required') : undefined)
        }
      />
      <Textarea
        size="md"
        label={`${t('portal.incident.more')} ${t('common.optional')}`}
        value={draft.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
        minRows={5}
        maxRows={16}
      />
      <Choice name="reach" value={draft.impact} onChange={(impact) => set({ impact })} />
      <Choice name="block" value={draft.urgency} onChange={(urgency) => set({ urgency })} />
      {problem !== null && fieldError(problem, '/title') === undefined && (
        <ProblemNotice error={problem} />
      )}
      <div className={classes.buttons}>
        <Button type="submit" size="md" loading={busy}>
          {t('portal.incident.send')}
        </Button>
      </div>
      <p className={classes.hint}>{t('portal.form.kept')}</p>
    </form>
  );
}

function Choice({
  name,
  value,
  onChange,
}: {
  name: 'reach' | 'block';
  value: string;
  onChange: (value: string) => void;
}) {
  const t = useText();
  return (
    <Radio.Group size="md" label={t(`portal.incident.${name}`)} value={value} onChange={onChange}>
      <Stack gap={10} mt={8}>
        {LEVELS.map((level) => (
          <Radio
            key={level}
            size="sm"
            value={level}
            label={t(`portal.incident.${name}.${level}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

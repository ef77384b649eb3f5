/**
 * Which clock wins where policies overlap: asked about a ticket by its number, or about one that is imagined. Every policy is shown
 * in the order in which it is asked, the winner of each clock marked, and the others with why they do not hold.
 */
import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Explanation, explain } from '#designer/client/targets.ts';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import { TICKET_TYPES } from '#engine/definition.ts';
import { errorUnder } from '../service/error-under.ts';
import { useOptions } from '../service/options.ts';
import classes from '../service/Service.module.css';
import { Verdicts } from './Verdicts.tsx';

const BY = ['ticket', 'facts'] as const;
const EXAMPLE = 'INC-000123';
const PRIORITIES = ['1', '2', '3', '4'] as const;

type Facts = Readonly<Record<string, string | null>>;

/** `draft`: what is edited and not saved is asked along, as if it were. */
export function WhichHolds({ draft }: { draft?: ClockPolicy | undefined }) {
  const t = useText();
  const [by, setBy] = useState<(typeof BY)[number]>('ticket');
  const [number, setNumber] = useState('');
  const [facts, setFacts] = useState<Facts>({ type: 'incident', priority: '3' });
  const [told, setTold] = useState<Explanation | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    setProblem(null);
    const said = Object.entries(facts).filter(([, value]) => value !== null && value !== '');
    try {
      setTold(
        await explain({
          ...(by === 'ticket'
            ? { ticket: number.trim() }
            : { facts: { ...Object.fromEntries(said), priority: Number(facts.priority) } }),
          ...(draft
            ? { draft: { ...draft, key: draft.key || 'new', name: draft.name || '…' } }
            : {}),
        }),
      );
    } catch (error) {
      setTold(null);
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className={classes.section} aria-label={t('holds.title')}>
      <h2 className={classes.heading}>{t('holds.title')}</h2>
      <p className={classes.help}>{t(draft ? 'holds.help.draft' : 'holds.help')}</p>
      <form
        className={classes.rows}
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <SegmentedControl
          style={{ justifySelf: 'start' }}
          aria-label={t('holds.by')}
          data={BY.map((value) => ({ value, label: t(`holds.by.${value}`) }))}
          value={by}
          onChange={(next) => {
            setBy(BY.find((one) => one === next) ?? 'ticket');
            setTold(null);
          }}
        />
        {by === 'ticket' ? (
          <TextInput
            maw={260}
            label={t('holds.number')}
            placeholder={EXAMPLE}
            value={number}
            dir="ltr"
            onChange={(event) => setNumber(event.currentTarget.value)}
            error={errorUnder(problem, '/ticket')}
          />
        ) : (
          <Imagined facts={facts} onChange={setFacts} problem={problem} />
        )}
        <Button type="submit" variant="default" loading={busy} style={{ justifySelf: 'start' }}>
          {t('holds.ask')}
        </Button>
      </form>
      {problem !== null && <ProblemNotice error={problem} compact />}
      <div aria-live="polite">{told && <Verdicts explanation={told} />}</div>
    </section>
  );
}

function Imagined({
  facts,
  onChange,
  problem,
}: {
  facts: Facts;
  onChange: (facts: Facts) => void;
  problem: unknown;
}) {
  const t = useText();
  const words = useFieldWords();
  const options = useOptions();
  const put = (field: string, value: string | null) => onChange({ ...facts, [field]: value });
  const chosen = {
    catalogItem: options.catalogItem,
    organization: options.organization,
    queue: options.queue,
  } as const;
  return (
    <div className={classes.fields}>
      <Select
        label={t('holds.type')}
        data={TICKET_TYPES.map((value) => ({ value, label: words.value('type', value) }))}
        value={facts.type ?? null}
        allowDeselect={false}
        onChange={(value) => put('type', value)}
      />
      <Select
        label={t('holds.priority')}
        data={PRIORITIES.map((value) => ({
          value,
          label: words.value('priority', value),
        }))}
        value={facts.priority ?? null}
        allowDeselect={false}
        onChange={(value) => put('priority', value)}
      />
      {(['organization', 'catalogItem', 'queue'] as const).map((field) => (
        <Select
          key={field}
          label={t(`holds.${field}`)}
          data={[...chosen[field]]}
          value={facts[field] ?? null}
          clearable
          searchable
          onChange={(value) => put(field, value)}
          error={errorUnder(problem, `/facts/${field}`)}
        />
      ))}
      {(['category', 'requester'] as const).map((field) => (
        <TextInput
          key={field}
          label={t(`holds.${field}`)}
          value={facts[field] ?? ''}
          onChange={(event) => put(field, event.currentTarget.value)}
          error={errorUnder(problem, `/facts/${field}`)}
        />
      ))}
    </div>
  );
}

/**
 * The ticket's fields, each changed where it stands. What the person may not change is plain text. Where there is no room
 * for a column, the ones that matter stay and the rest opens.
 */
import { Skeleton, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { clocksQuery, type TicketChange } from '#designer/client/tickets.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { useFormOf } from '#designer/client/use-form-of.ts';
import { ClockStrip } from '#designer/ui/ClockStrip.tsx';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { describeValues } from '#designer/ui/forms/answers.ts';
import { useText } from '#designer/ui/locale.ts';
import type { Saved } from '#designer/ui/use-own-text.ts';
import { Field } from './Field.tsx';
import classes from './FieldsPane.module.css';
import { HeldBy } from './HeldBy.tsx';
import { MainFields } from './MainFields.tsx';
import { MoreFields } from './MoreFields.tsx';

export type FieldsProps = {
  ticket: Ticket;
  onChange: (change: TicketChange) => Promise<Saved>;
};

export function FieldsPane({ ticket, onChange }: FieldsProps) {
  const t = useText();
  const [all, setAll] = useState(false);
  const rest = useId();
  return (
    <aside className={classes.pane} aria-label={t('fields.title')} data-all={all}>
      <div className={classes.clocks}>
        <Clocks ticket={ticket} />
      </div>
      <dl className={classes.fields}>
        <MainFields ticket={ticket} onChange={onChange} />
      </dl>
      <div id={rest} className={classes.rest}>
        <dl className={classes.fields}>
          <MoreFields ticket={ticket} onChange={onChange} />
        </dl>
        <Details ticket={ticket} />
        <HeldBy ticket={ticket} />
      </div>
      <UnstyledButton
        className={classes.toggle}
        aria-expanded={all}
        aria-controls={rest}
        onClick={() => setAll(!all)}
      >
        <IconChevronDown size={14} stroke={2} aria-hidden="true" />
        {t(all ? 'fields.fewer' : 'fields.all')}
      </UnstyledButton>
    </aside>
  );
}

/** What the requester filled in, in the words of the form. */
function Details({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const words = useFieldWords();
  const form = useFormOf(ticket.catalogItem);
  const answers = describeValues(ticket.custom, form);
  if (answers.length === 0) return null;
  return (
    <>
      <h2 className={classes.heading}>{t('field.custom')}</h2>
      <dl className={classes.details}>
        {answers.map((answer) => (
          <Field key={answer.name} label={answer.title}>
            <span dir="auto">{words.plain(answer.value)}</span>
          </Field>
        ))}
      </dl>
    </>
  );
}

function Clocks({ ticket }: { ticket: Ticket }) {
  // A list names no clock that was called off; how it came to that is told here all the same.
  const ticking = ticket.clock !== null || ticket.status === 'cancelled';
  const clocks = useQuery({ ...clocksQuery(ticket.id), enabled: ticking });
  if (!ticking) return null;
  if (clocks.data === undefined) return <Skeleton height={72} />;
  return clocks.data.map((clock) => <ClockStrip key={clock.id} clock={clock} />);
}

/** If it began now: who would be told when, as the server works it out with today’s groups, rotas and calendars. */
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { type LadderPreview, ladderPreviewQuery } from '#designer/client/ladders.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { exact } from '#designer/ui/time.ts';
import type { Ladder } from '#engine/escalation/ladder.ts';
import { labelIn, useOptions } from '../service/options.ts';
import classes from '../service/Service.module.css';
import own from './Ladders.module.css';

const NUMBER = /^([A-Za-z]{3}-\d{1,12}|[0-9a-fA-F-]{36})$/;
const EXAMPLE = 'INC-000123';
const SETTLE_MS = 400;

export function Preview({ ladder }: { ladder: Ladder }) {
  const t = useText();
  const intl = useIntl();
  const [number, setNumber] = useState('');
  const ticket = NUMBER.test(number.trim()) ? number.trim() : '';
  const named = { ...ladder, key: ladder.key || 'new', name: ladder.name.trim() || '…' };
  // As text: an object made anew each time would never settle.
  const [settled] = useDebouncedValue(JSON.stringify({ ladder: named, ticket }), SETTLE_MS);
  const asked = JSON.parse(settled) as { ladder: Ladder; ticket: string };
  const preview = useQuery({
    ...ladderPreviewQuery(asked.ladder, asked.ticket),
    placeholderData: (before: LadderPreview | undefined) => before,
  });
  const { rungs = [], endsAt = null } = preview.data ?? {};
  return (
    <section className={classes.section} aria-label={t('ladders.preview')}>
      <h2 className={classes.heading}>{t('ladders.preview')}</h2>
      <p className={classes.help}>{t('ladders.preview.help')}</p>
      <TextInput
        maw={260}
        mb={10}
        label={t('ladders.preview.ticket')}
        placeholder={EXAMPLE}
        value={number}
        dir="ltr"
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      {preview.isError && <ProblemNotice error={preview.error} compact />}
      {!preview.isError && preview.data && (
        <ol className={own.rungs} aria-live="polite">
          {rungs.map((rung) => (
            <Told key={`${rung.level} ${rung.asked}`} rung={rung} />
          ))}
          <li className={own.rung}>
            {endsAt === null ? (
              <span>{t('ladders.preview.more')}</span>
            ) : (
              <>
                <span>{exact(intl, Date.parse(endsAt))}</span>
                <span className={own.quiet}>
                  {t(rungs.length === 0 ? 'ladders.preview.nobody' : 'ladders.preview.end')}
                </span>
              </>
            )}
          </li>
        </ol>
      )}
    </section>
  );
}

function Told({ rung }: { rung: LadderPreview['rungs'][number] }) {
  const t = useText();
  const intl = useIntl();
  const options = useOptions();
  const { at, name, asked, people, vendors, by, empty, needsTicket, level } = rung;
  const names = [
    ...people.map((person) => person.name || person.email),
    ...vendors.map((vendor) => `${vendor.name} (${vendor.email})`),
  ];
  const isNobody = names.length === 0 && !needsTicket;
  return (
    <li className={own.rung}>
      <span>{exact(intl, Date.parse(at))}</span>
      <span>
        <strong dir="auto">
          {t('ladders.level', { number: level })}: {name}
        </strong>{' '}
        {asked > 1 && t('ladders.preview.again', { time: asked })}
      </span>
      {names.length > 0 && (
        <span>
          <bdi>{intl.formatList(names)}</bdi>{' '}
          <span className={own.quiet}>
            {intl.formatList(by.map((channel) => t(`ladders.by.${channel}`)))}
          </span>
        </span>
      )}
      {needsTicket && <span className={own.quiet}>{t('ladders.preview.needsTicket')}</span>}
      {isNobody && <span className={own.warn}>{t('ladders.preview.nobody')}</span>}
      {empty.map((rota) => (
        <span key={rota} className={own.warn}>
          {t('ladders.preview.empty', { name: labelIn(options.rota, rota) })}
        </span>
      ))}
    </li>
  );
}

/** What may be changed without being approved each time: searched by its words, opened with one click, proposed by anybody who works on changes. */
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChecklist, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { standardsQuery, USABLE } from '#designer/client/standard-changes.ts';
import type { ListedStandard, StandardState } from '#designer/client/types/standard-changes.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { OpenButton } from './OpenButton.tsx';
import { ProposeDialog } from './ProposeDialog.tsx';
import { SHOWN, type Shown } from './search.ts';
import classes from './standard-changes.module.css';
import { StateChip, Success } from './words.tsx';

const STATES: Record<Shown, readonly StandardState[]> = {
  usable: USABLE,
  open: ['proposed', 'under_review', 'suspended', 'rejected'],
  all: [],
};
const SOON_MS = 150;

export function CatalogPage() {
  const t = useText();
  const navigate = useNavigate();
  const { show = 'usable', from } = useSearch({ from: '/app/standard-changes' });
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), SOON_MS);
  const found = useQuery(standardsQuery(STATES[show], q));
  const [isProposing, setProposing] = useState(from !== undefined);
  const items = found.data?.items;
  const propose = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setProposing(true)}>
      {t('standards.propose')}
    </Button>
  );
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title}>{t('standards.title')}</h1>
          <p className={classes.quiet}>{t('standards.text')}</p>
        </div>
        {propose}
      </header>
      <div className={classes.filters}>
        <TextInput
          type="search"
          aria-label={t('standards.search')}
          placeholder={t('standards.search')}
          leftSection={<IconSearch size={15} aria-hidden="true" />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          className={classes.search}
          dir="auto"
        />
        <SegmentedControl
          aria-label={t('standards.show')}
          size="xs"
          value={show}
          onChange={(value) =>
            void navigate({
              to: '/standard-changes',
              search: { show: SHOWN.find((one) => one === value) },
            })
          }
          data={SHOWN.map((value) => ({ value, label: t(`standards.show.${value}`) }))}
        />
      </div>
      {found.isPending && <PageSkeleton />}
      {found.isError && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {items?.length === 0 && (
        <EmptyState
          icon={IconChecklist}
          title={t(q === '' ? 'standards.none.title' : 'standards.notFound')}
        >
          {q === '' && t('standards.none.text')}
        </EmptyState>
      )}
      {items !== undefined && items.length > 0 && (
        <ul className={classes.list}>
          {items.map((one) => (
            <Line key={one.id} standard={one} />
          ))}
        </ul>
      )}
      {isProposing && (
        <ProposeDialog
          fromChange={from}
          onClose={() => setProposing(false)}
          onDone={({ key }) => void navigate({ to: '/standard-changes/$key', params: { key } })}
        />
      )}
    </div>
  );
}

function Line({ standard }: { standard: ListedStandard }) {
  const t = useText();
  return (
    <li className={classes.line}>
      <div className={classes.body}>
        <Link
          to="/standard-changes/$key"
          params={{ key: standard.key }}
          className={classes.name}
          dir="auto"
        >
          {standard.name}
        </Link>
        {standard.description !== '' && (
          <p className={classes.about} dir="auto">
            {standard.description}
          </p>
        )}
        <p className={classes.meta}>
          <span>{t('standards.minutes', { minutes: standard.minutes })}</span>
          <Success {...standard} />
          {standard.items.length > 0 && (
            <span dir="auto">{standard.items.map(({ name }) => name).join(', ')}</span>
          )}
        </p>
      </div>
      <span className={classes.state}>
        <StateChip state={standard.state} />
      </span>
      {standard.allowed.includes('open') && (
        <OpenButton standard={standard} size="xs" variant="default" named />
      )}
    </li>
  );
}

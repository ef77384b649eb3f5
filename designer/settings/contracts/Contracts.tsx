/** What was agreed with whom, and from when until when; those that are about to end say so. */
import { IconContract } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { type Contract, contractsQuery } from '#designer/client/contracts.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { useNow } from '#designer/ui/time.ts';
import type { Column } from '../parts.tsx';
import { RecordList } from '../RecordList.tsx';
import { OfferRecount } from '../recounts/OfferRecount.tsx';
import { ContractDialog } from './ContractDialog.tsx';
import classes from './Contracts.module.css';
import { daysLeft } from './standing.ts';

export function Contracts() {
  const t = useText();
  const intl = useIntl();
  const contracts = useQuery(contractsQuery());
  const [saved, setSaved] = useState<string | null>(null);
  const day = (date: string) => intl.formatDate(date, { dateStyle: 'medium', timeZone: 'UTC' });
  const columns: Column<Contract>[] = [
    {
      key: 'name',
      head: t('settings.name'),
      cell: ({ name, kind, vendor }) => (
        <span className={classes.name}>
          <strong dir="auto">{name}</strong>
          <small dir="auto">
            {t(`contracts.kind.${kind}`)}
            {vendor && ` · ${vendor}`}
          </small>
        </span>
      ),
    },
    {
      key: 'organization',
      head: t('contracts.organization'),
      cell: ({ organization }) => <span dir="auto">{organization.name}</span>,
    },
    { key: 'tier', head: t('contracts.tier'), cell: ({ tier }) => tier ?? '' },
    {
      key: 'validity',
      head: t('contracts.validity'),
      wide: true,
      cell: (contract) => (
        <span className={classes.validity}>
          {contract.validFrom && t('contracts.from', { date: day(contract.validFrom) })}{' '}
          {contract.validUntil
            ? t('contracts.until', { date: day(contract.validUntil) })
            : t('contracts.endless')}{' '}
          <Standing contract={contract} />
        </span>
      ),
    },
  ];
  return (
    <>
      {saved !== null && <OfferRecount text={t('contracts.saved')} scope={{}} reason={saved} />}
      <RecordList
        lead={t('contracts.text')}
        caption={t('settings.contracts')}
        query={contracts}
        columns={columns}
        none={{
          icon: IconContract,
          title: t('contracts.none.title'),
          text: t('contracts.none.text'),
        }}
        addLabel={t('contracts.add')}
        editLabel={({ name }) => t('contracts.edit', { name })}
        mayEdit={({ allowed }) => allowed.includes('update')}
        dialog={(contract, onClose) => (
          <ContractDialog contract={contract} onSaved={setSaved} onClose={onClose} />
        )}
      />
    </>
  );
}

function Standing({ contract }: { contract: Contract }) {
  const t = useText();
  const now = useNow();
  const { validFrom, warnDays } = contract;
  const today = new Date(now).toISOString().slice(0, 10);
  const left = daysLeft(contract, today);
  if (validFrom !== null && today < validFrom) return <Chip>{t('contracts.notYet')}</Chip>;
  if (left === null) return null;
  if (left < 0) return <Chip tone="bad">{t('contracts.over')}</Chip>;
  return left <= warnDays ? <Chip tone="warn">{t('contracts.ends', { count: left })}</Chip> : null;
}

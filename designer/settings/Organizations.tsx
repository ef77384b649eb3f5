/** Whom one works for: each within another, with its tier, its hours and its zone, which service targets ask for. */
import { IconBuilding } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { may, useMe } from '#designer/client/me.ts';
import { organizationsQuery } from '#designer/client/people.ts';
import type { Organization } from '#designer/client/types/people.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './Groups.module.css';
import { OrganizationDialog } from './OrganizationDialog.tsx';
import type { Column } from './parts.tsx';
import { RecordList } from './RecordList.tsx';
import { OfferRecount } from './recounts/OfferRecount.tsx';

export function Organizations() {
  const t = useText();
  const me = useMe();
  const organizations = useQuery(organizationsQuery());
  const all = organizations.data?.items ?? [];
  const [saved, setSaved] = useState<string | null>(null);
  /** What it says itself, or what the next one above it says. */
  const shownOf = (organization: Organization, what: 'tier' | 'calendar' | 'timeZone') => {
    const own = organization[what];
    if (own !== null) return <span dir="auto">{own}</span>;
    const from = saying(all, organization, what);
    return from ? (
      <span className={classes.inherited} dir="auto">
        {t('organizations.from', { value: from[what] ?? '', name: from.name })}
      </span>
    ) : null;
  };
  const columns: Column<Organization>[] = [
    {
      key: 'name',
      head: t('settings.name'),
      cell: ({ name }) => <strong dir="auto">{name}</strong>,
    },
    {
      key: 'key',
      head: t('settings.key'),
      cell: ({ key }) => <code className={classes.key}>{key}</code>,
    },
    {
      key: 'parent',
      head: t('organizations.parent'),
      cell: ({ parent }) => <span dir="auto">{parent?.name}</span>,
    },
    { key: 'tier', head: t('contracts.tier'), cell: (one) => shownOf(one, 'tier') },
    {
      key: 'calendar',
      head: t('organizations.calendar'),
      cell: (one) => shownOf(one, 'calendar'),
    },
    { key: 'zone', head: t('calendars.zone'), cell: (one) => shownOf(one, 'timeZone') },
  ];
  return (
    <>
      {saved !== null && may(me, 'settings.manage') && (
        <OfferRecount text={t('contracts.saved')} scope={{}} reason={saved} />
      )}
      <RecordList
        lead={t('organizations.text')}
        caption={t('settings.organizations')}
        query={organizations}
        columns={columns}
        none={{
          icon: IconBuilding,
          title: t('organizations.none.title'),
          text: t('organizations.none.text'),
        }}
        addLabel={t('organizations.add')}
        editLabel={({ name }) => t('organizations.edit', { name })}
        mayEdit={({ allowed }) => allowed.includes('update')}
        dialog={(organization, onClose) => (
          <OrganizationDialog
            organization={organization}
            all={all}
            onSaved={setSaved}
            onClose={onClose}
          />
        )}
      />
    </>
  );
}

/** The nearest one above that says it, if any does. A tree has an end; what a page of it lacks ends it too. */
function saying(
  all: readonly Organization[],
  organization: Organization,
  what: 'tier' | 'calendar' | 'timeZone',
): Organization | undefined {
  const seen = new Set<string>();
  let above = organization.parent;
  while (above && !seen.has(above.id)) {
    seen.add(above.id);
    const id = above.id;
    const found = all.find((one) => one.id === id);
    if (!found || found[what] !== null) return found;
    above = found.parent;
  }
  return undefined;
}

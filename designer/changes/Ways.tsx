/** From the calendar to what one may do about it: a new change, one of those approved once for all, a freeze. */
import { Button } from '@mantine/core';
import { IconChecklist, IconPlus, IconSnowflake } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '#designer/client/me.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './changes.module.css';

export function Ways() {
  const t = useText();
  const mayOpen = useMay('ticket.create');
  const mayPlan = useMay('ticket.update');
  const mayFreeze = useMay('cab.manage');
  const maySet = useMay('settings.manage');
  const look = { size: 'xs', variant: 'default' } as const;
  return (
    <div className={classes.acts}>
      {mayOpen && mayPlan && (
        <Button
          {...look}
          renderRoot={(props) => <Link {...props} to="/tickets/new" search={{ type: 'change' }} />}
          leftSection={<IconPlus size={15} aria-hidden="true" />}
        >
          {t('changes.new')}
        </Button>
      )}
      <Button
        {...look}
        component={Link}
        to="/standard-changes"
        leftSection={<IconChecklist size={15} aria-hidden="true" />}
      >
        {t('standards.title')}
      </Button>
      {(mayFreeze || maySet) && (
        <Button
          {...look}
          renderRoot={(props) => (
            <Link {...props} to="/settings/{-$section}" params={{ section: 'changes' }} />
          )}
          leftSection={<IconSnowflake size={15} aria-hidden="true" />}
        >
          {t('changes.freezes')}
        </Button>
      )}
    </div>
  );
}

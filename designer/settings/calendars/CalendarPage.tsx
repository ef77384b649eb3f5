/** One calendar: what is typed is kept in this browser until it is saved, and beside the version it was begun with. */
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useParams } from '@tanstack/react-router';
import { calendarQuery } from '#designer/client/calendars.ts';
import type { CalendarRecord } from '#designer/client/types/calendars.ts';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useKept } from '#designer/ui/use-kept.ts';
import { CalendarEditor } from './CalendarEditor.tsx';
import classes from './CalendarPage.module.css';
import { type CalendarDraft, toDraft } from './draft.ts';

export function CalendarPage() {
  const t = useText();
  const { calendar: key } = useParams({ from: '/app/settings/calendars/$calendar' });
  const calendar = useQuery(calendarQuery(key));
  useCrumb(calendar.data?.name ?? t('settings.calendars'));
  // Who may only read it has its hours told where they count; there is nothing to do for them here.
  if (calendar.data && !calendar.data.allowed.includes('update'))
    return <Navigate to="/settings/{-$section}" params={{ section: 'me' }} replace />;
  return (
    <div className={classes.page}>
      <Link to="/settings/{-$section}" params={{ section: 'calendars' }} className={classes.back}>
        {t('settings.calendars')}
      </Link>
      {calendar.isPending && <PageSkeleton />}
      {calendar.isError && (
        <ProblemNotice error={calendar.error} onRetry={() => void calendar.refetch()} />
      )}
      {calendar.data && (
        <>
          <h1 className={classes.title} dir="auto">
            {calendar.data.name}
          </h1>
          <Kept key={calendar.data.id} calendar={calendar.data} />
        </>
      )}
    </div>
  );
}

/** The draft, and the version it was made of. */
type Begun = { readonly version: number; readonly draft: CalendarDraft };
const NOTHING: Begun | null = null;

function Kept({ calendar }: { calendar: CalendarRecord }) {
  const [begun, keep, forget] = useKept<Begun | null>(`calendar:${calendar.id}`, NOTHING);
  const version = begun?.version ?? calendar.version;
  return (
    <CalendarEditor
      calendar={calendar}
      draft={begun?.draft ?? toDraft(calendar)}
      version={version}
      isChanged={begun !== null}
      onEdit={(draft) => keep({ version, draft })}
      onRebase={() => begun && keep({ ...begun, version: calendar.version })}
      onForget={forget}
    />
  );
}

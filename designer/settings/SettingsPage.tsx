/** Settings: a list of sections the person may use, and the one that is open. Which one is in the address. */
import { Link, Navigate, useParams } from '@tanstack/react-router';
import { useMe } from '#designer/client/me.ts';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { useText } from '#designer/ui/locale.ts';
import { Boards } from './boards/Boards.tsx';
import { Calendars } from './calendars/Calendars.tsx';
import { Changes } from './changes/Changes.tsx';
import { Contracts } from './contracts/Contracts.tsx';
import { DeadLetters } from './DeadLetters.tsx';
import { Groups } from './Groups.tsx';
import { Items } from './items/Items.tsx';
import { Ladders } from './ladders/Ladders.tsx';
import { Mail } from './Mail.tsx';
import { Majors } from './major/Majors.tsx';
import { Organizations } from './Organizations.tsx';
import { People } from './People.tsx';
import { Profile } from './Profile.tsx';
import { Queues } from './Queues.tsx';
import { Roles } from './Roles.tsx';
import { Recounts } from './recounts/Recounts.tsx';
import { Questions } from './risk/Questions.tsx';
import classes from './SettingsPage.module.css';
import { Status } from './Status.tsx';
import { type Section, sectionsOf } from './sections.ts';
import { StandingIn } from './standing-in/StandingIn.tsx';
import { Tokens } from './Tokens.tsx';
import { Targets } from './targets/Targets.tsx';

const PAGES: Record<Section, () => React.ReactNode> = {
  me: Profile,
  'standing-in': StandingIn,
  tokens: Tokens,
  people: People,
  groups: Groups,
  roles: Roles,
  queues: Queues,
  organizations: Organizations,
  calendars: Calendars,
  targets: Targets,
  ladders: Ladders,
  contracts: Contracts,
  recounts: Recounts,
  majors: Majors,
  items: Items,
  changes: Changes,
  'change-questions': Questions,
  boards: Boards,
  'dead-letters': DeadLetters,
  mail: Mail,
  status: Status,
};

export function SettingsPage() {
  const t = useText();
  const me = useMe();
  const { section } = useParams({ from: '/app/settings/{-$section}' });
  const groups = sectionsOf(me);
  const open = groups.flatMap((group) => group.sections).find((one) => one === section);
  useCrumb(open === undefined ? null : t(`settings.${open}`));
  if (open === undefined)
    return <Navigate to="/settings/{-$section}" params={{ section: 'me' }} replace />;
  const Page = PAGES[open];
  // On a phone the sections are a strip: the open one must not lie outside of it.
  const show = (link: HTMLElement | null) =>
    link?.scrollIntoView({ block: 'nearest', inline: 'center' });
  return (
    <div className={classes.page}>
      <nav className={classes.nav} aria-label={t('shell.settings')}>
        {groups.map((group) => (
          <div key={group.name} className={classes.group}>
            <h2 className={classes.heading}>{t(`settings.${group.name}`)}</h2>
            {group.sections.map((one) => (
              <Link
                key={one}
                to="/settings/{-$section}"
                params={{ section: one }}
                className={classes.link}
                aria-current={one === open ? 'page' : undefined}
                ref={one === open ? show : undefined}
              >
                {t(`settings.${one}`)}
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <div className={classes.content}>
        <h1 className={classes.title}>{t(`settings.${open}`)}</h1>
        <Page />
      </div>
    </div>
  );
}

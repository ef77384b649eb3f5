/** The board of the demo: it meets every Tuesday, and has what the demo's changes put before it. */
import { addChange } from '../cab/agenda-by-hand.ts';
import { createBoard } from '../cab/boards.ts';
import { lockMeeting } from '../cab/meeting.ts';
import type { Work } from '../work.ts';

const TUESDAY = 2;
const DAY_MS = 86_400_000;

export async function addDemoBoard(work: Work): Promise<void> {
  const { nextMeeting } = await createBoard(
    work,
    {
      key: 'cab',
      name: 'Change advisory board',
      timeZone: 'Europe/Berlin',
      description: 'Looks at every change that is not standard.',
      meets: { starts: `${tuesdayAfter(work.now)}T10:00`, rrule: 'FREQ=WEEKLY;BYDAY=TU' },
      minutes: 60,
      cutOffMinutes: 24 * 60,
      quorum: 2,
      virtual: false,
    },
    [
      { person: 'kofi@demo.test', role: 'chair' },
      { person: 'dana@demo.test', role: 'deputy' },
      { person: 'sato@demo.test', role: 'member' },
    ],
  );
  const changes = await work.em.execute<{ number: string }[]>(
    `select number from ticket where source = 'demo' and type = 'change' order by number`,
  );
  if (!nextMeeting) return;
  const meeting = await lockMeeting(work, nextMeeting.id);
  for (const { number } of changes) await addChange(work, meeting, number, '/changes');
}

/** Far enough for its agenda to be open. */
function tuesdayAfter(now: Date): string {
  const days = ((TUESDAY - now.getUTCDay() + 5) % 7) + 2;
  return new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

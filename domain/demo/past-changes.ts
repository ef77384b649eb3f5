/**
 * Changes of the demo that follow its standard changes: those of the months before, with how each went, and one that is under
 * way. What is long over was carried out by processes that have ended, and begins none now.
 */
import type { Result } from '#engine/changes/plan.ts';
import { planChange } from '../changes/edit-plan.ts';
import { setAffected } from '../config-items/affected.ts';
import { draftTicket, type NewTicket } from '../desk/draft-ticket.ts';
import { insertTicket } from '../desk/insert-ticket.ts';
import { openTicket } from '../desk/open-ticket.ts';
import { planFrom, type StandardOpening, standardToOpen } from '../standard-changes/open.ts';
import { updateTicket } from '../tickets/update.ts';
import type { Work } from '../work.ts';

type As = (email: string, minutesAgo: number) => Work;

type Past = {
  readonly standard: string;
  readonly by: string;
  readonly title: string;
  /** How many days ago each was carried out. */
  readonly daysAgo: readonly number[];
  /** Of one of these days; the others were successful. */
  readonly wentWrong?: { readonly daysAgo: number; readonly result: Result };
};

const PAST: readonly Past[] = [
  {
    standard: 'renew-certificate',
    by: 'sato@demo.test',
    daysAgo: [290],
    title: 'Renew the VPN certificate',
  },
  {
    standard: 'grow-database',
    by: 'lena@demo.test',
    daysAgo: [148, 121, 97, 74, 52, 30, 9],
    title: 'More room for the orders',
    wentWrong: { daysAgo: 52, result: 'backed_out' },
  },
  {
    standard: 'patch-meeting-rooms',
    by: 'omar@demo.test',
    daysAgo: [75, 40],
    title: 'Patches for the meeting rooms',
  },
];

const DAY_MINUTES = 24 * 60;

/** Returns how many. */
export async function addPastChanges(as: As, closer: Work['actor']): Promise<number> {
  let count = 0;
  for (const past of PAST)
    for (const days of past.daysAgo) {
      await addPast(as, closer, past, days);
      count += 1;
    }
  return count;
}

async function addPast(as: As, closer: Work['actor'], past: Past, days: number): Promise<void> {
  const { standard, by, title, wentWrong } = past;
  const begins = days * DAY_MINUTES;
  const work = as(by, begins + DAY_MINUTES);
  const opening = await standardToOpen(work, standard, '/standard');
  const draft = await draftTicket(work, ticketFor(opening, title));
  await insertTicket(work, { ...draft, runs: [] });
  const { id } = draft.ticket;
  await setUp(work, id, opening, as(by, begins).now);
  await updateTicket({ ...as(by, begins), actor: closer }, id, { status: 'implement' });
  const end = { ...as(by, begins - opening.minutes), actor: closer };
  await updateTicket(end, id, { status: 'closed' });
  const result = wentWrong?.daysAgo === days ? wentWrong.result : 'successful';
  await planChange(end, id, { result });
}

/** One whose time has come a little while ago: its first step waits for whoever is to do it once its process runs. */
export async function addChangeUnderWay(as: As): Promise<void> {
  const work = as('omar@demo.test', 45);
  const opening = await standardToOpen(work, 'patch-meeting-rooms', '/standard');
  const begins = as('omar@demo.test', 10).now;
  const { ticket } = await openTicket(work, {
    ...ticketFor(opening, 'Patch the meeting rooms on the first floor'),
    change: { kind: 'standard', plannedFrom: begins.toISOString() },
  });
  await setUp(work, ticket.id, opening, begins);
}

const ticketFor = ({ category }: StandardOpening, title: string): NewTicket => ({
  type: 'change',
  title,
  category,
  source: 'demo',
});

async function setUp(work: Work, id: string, opening: StandardOpening, begins: Date) {
  if (opening.items.length > 0) await setAffected(work, id, opening.items);
  const plan = planFrom(opening, { plannedFrom: begins.toISOString() }, '/change');
  await planChange(work, id, plan, { isOpening: true, standard: opening.standard });
}

/** A board with a chair, a deputy and two members, and changes that a process puts before it. */
import { meetingDue } from '#domain/cab/due.ts';
import { createWorld } from '../../domain/processes/world.ts';
import { type Client, createTestApp } from '../../support/app.ts';
import { beforeBoard } from '../../support/board.ts';

/** A Friday. */
export const NOW = Date.parse('2026-11-20T09:00:00Z');
export const HOUR = 3_600_000;

export type BoardWorld = Awaited<ReturnType<typeof createBoardWorld>>;

export async function createBoardWorld() {
  const test = await createTestApp();
  test.standAt(NOW);
  const world = createWorld(test);
  const person = (name: string, roles: string | string[] = []) =>
    test.signInAs(roles, { email: `${name}@example.test`, name });
  const admin = await test.signInAs('admin');
  const [kofi, dina, ann, ben, requester] = await Promise.all([
    person('kofi'),
    person('dina'),
    person('ann'),
    person('ben'),
    person('ravi', 'requester'),
  ]);
  let boards = 0;

  async function makeBoard(fields: object = {}): Promise<{ id: string; key: string }> {
    boards += 1;
    const key = `board-${boards}`;
    const made = await admin.post('/cab/boards', {
      key,
      name: 'Tuesday board',
      timeZone: 'Europe/Oslo',
      quorum: 2,
      meets: { starts: '2026-11-24T10:00', rrule: 'FREQ=WEEKLY;BYDAY=TU' },
      members: [
        { person: kofi.email, role: 'chair' },
        { person: dina.email, role: 'deputy' },
        { person: ann.email, role: 'member' },
        { person: ben.email, role: 'member' },
      ],
      ...fields,
    });
    if (made.statusCode !== 201) throw new Error(made.body);
    await world.publish(admin, beforeBoard(key));
    return made.json();
  }

  /** A change whose process waits for the board. */
  async function ask(board: string, title = 'New switch', by: Client = requester) {
    const { ticket } = await world.openTicket(by, { type: 'change', title });
    const { id: runId } = await world.start(admin, `before-${board}`, ticket.id);
    await world.drive(runId);
    const drive = () => world.drive(runId);
    const run = async () =>
      (
        await world.rows<{ state: string; outcome: string | null }>(
          'select state, outcome from run where id = ?',
          [runId],
        )
      )[0];
    const meeting = async (): Promise<string | null> =>
      (
        await world.rows<{ meeting_id: string | null }>(
          'select meeting_id from cab_review where ticket_id = ?',
          [ticket.id],
        )
      )[0]?.meeting_id ?? null;
    return { ...ticket, runId, drive, run, meeting };
  }

  return {
    test,
    world,
    admin,
    kofi,
    dina,
    ann,
    ben,
    requester,
    makeBoard,
    ask,
    coming: async (board: string) =>
      (await admin.get(`/cab/meetings?board=${board}&state=planned`)).json().items.toReversed() as {
        id: string;
        scheduledAt: string;
        items: number;
      }[],
    due: (id: string) => test.work((work) => meetingDue(work, id)),
    at: (instant: number) => test.standAt(instant),
    close: () => test.close(),
  };
}

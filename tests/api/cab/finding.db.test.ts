/** How whoever sits on a board without any role, or stands in for who does, comes to know of its meetings and finds them, over HTTP. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '../../support/app.ts';
import { type BoardWorld, createBoardWorld } from './board-world.ts';
import { createDelegating, seenBy } from './in-meetings.ts';

let own: BoardWorld;
let joe: Client;
beforeAll(async () => {
  own = await createBoardWorld();
  joe = await own.test.signInAs([], { email: 'joe@example.test', name: 'joe' });
});
afterAll(() => own?.close());
const { delegate } = createDelegating();

const hasMeetings = async (who: Client) => (await who.get('/me')).json().meetings;
type Note = { text: string; meeting: { id: string } | null };
const notesOf = async (who: Client): Promise<Note[]> =>
  (await who.get('/me/notifications')).json().items;

it('is told that there are meetings, with notes that lead to them while they are theirs to see', async () => {
  expect(await hasMeetings(joe)).toBe(false);
  const { key } = await own.makeBoard();
  const [meeting] = await own.coming(key);
  expect(await hasMeetings(own.ann)).toBe(true);
  expect((await joe.get('/auth/session')).json()).toMatchObject({ meetings: false });
  expect((await notesOf(own.ann)).map((note) => note.meeting)).toContainEqual({ id: meeting?.id });

  const id = await delegate(own.ann, joe);
  expect(await hasMeetings(joe)).toBe(true);
  const invited = (await notesOf(joe)).filter(({ text }) => text.startsWith('Tuesday board'));
  expect(invited.map((note) => note.meeting)).toContainEqual({ id: meeting?.id });

  await own.ann.post(`/delegations/${id}/end`);
  expect(await hasMeetings(joe)).toBe(false);
  const notes = await notesOf(joe);
  expect(notes.some(({ text }) => text.includes('meets without you'))).toBe(true);
  expect(notes.filter((note) => note.meeting !== null)).toEqual([]);
});

it('is told which changes on the agenda are theirs to read beside the meeting', async () => {
  const { key } = await own.makeBoard();
  await own.ask(key);
  const [meeting] = await own.coming(key);
  if (!meeting) throw new Error('It has no meeting.');
  const readable = async (who: Client) =>
    (await seenBy(who, meeting)).items.map(
      ({ ticket }: { ticket: { readable: boolean } }) => ticket.readable,
    );
  expect(await readable(own.ann)).toEqual([false]);
  expect(await readable(own.admin)).toEqual([true]);
});

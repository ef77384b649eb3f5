/** What people do in the meetings of a board that stand in for each other, and what is seen of it; who stands in for whom ends with the test. */
import { afterEach, expect } from 'vitest';
import type { Client } from '../../support/app.ts';

export type Made = { id: string };

export const item = ({ id }: Made, ticket: Made) => `/cab/meetings/${id}/items/${ticket.id}`;
export const vote = (who: Client, meeting: Made, ticket: Made, said: string, more = {}) =>
  who.post(`${item(meeting, ticket)}/votes`, { vote: said, ...more });
export const decide = (who: Client, meeting: Made, ticket: Made, ruling: object) =>
  who.patch(item(meeting, ticket), ruling);
export const act = (who: Client, meeting: Made, name: string) =>
  who.post(`/cab/meetings/${meeting.id}/${name}`);
export const code = (answer: { json(): { type: string } }) => answer.json().type.split('/').at(-1);
export const seenBy = async (who: Client, { id }: Made) =>
  (await who.get(`/cab/meetings/${id}`)).json();
/** Who is there, how, and through whom. */
export const thereAs = async (who: Client, meeting: Made) =>
  (await seenBy(who, meeting)).members.flatMap(
    ({ person, attendance, through }: Record<string, { name: string }>) =>
      attendance ? [[person?.name, attendance, through?.name ?? null]] : [],
  );

/** Called once at the top of a file. */
export function createDelegating() {
  const made: { by: Client; id: string }[] = [];
  afterEach(async () => {
    for (const { by, id } of made.splice(0)) await by.post(`/delegations/${id}/end`);
  });
  const delegate = async (
    by: Client,
    to: Client | readonly Client[],
    more: object = {},
  ): Promise<string> => {
    const answer = await by.post('/delegations', {
      delegates: [to].flat().map(({ email }) => email),
      ...more,
    });
    expect(answer.statusCode, answer.body).toBe(201);
    const { id } = answer.json();
    made.push({ by, id });
    return id;
  };
  return { delegate, made };
}

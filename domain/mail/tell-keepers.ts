/** Tells whoever manages settings that something of theirs needs a look: a line inside the product, and a mail with the way there. */
import { holdersOf } from '../people/holders.ts';
import { noteFor } from '../processes/tell-people.ts';
import type { Work } from '../work.ts';
import { spoken } from './languages.ts';
import { toMailRow } from './mail-row.ts';
import { type Notice, wordsFor } from './notices.ts';

const WAY = {
  en: (address: string) => `See it in Perdura:\n${address}`,
  ar: (address: string) => `شاهده في Perdura:\n${address}`,
};

type Keeper = {
  readonly id: string;
  readonly email: string;
  readonly locale: string;
  readonly timeZone: string;
};

/** `key` makes asking twice one mail; `path` is where in the product. Returns who was told. */
export async function tellKeepers(
  work: Work,
  notice: Notice,
  about: { readonly key: string; readonly path: string; readonly ticketId: string | null },
): Promise<readonly string[]> {
  const ids = await holdersOf(work, 'settings.manage');
  if (ids.length === 0) return ids;
  const keepers = await work.em.execute<Keeper[]>(
    `select id, email, locale, time_zone as "timeZone" from person
     where id in (select value::uuid from jsonb_array_elements_text(?)) order by email`,
    [JSON.stringify(ids)],
  );
  const address = `${work.webUrl ?? ''}${about.path}`;
  const said = keepers.map((keeper) => ({ keeper, text: wordsFor(notice, keeper) }));
  const mails = said.map(({ keeper, text }) =>
    toMailRow(work, {
      dedupeKey: `${about.key}:${keeper.id}`,
      to: keeper.email,
      subject: text,
      body: `${text}\n\n${spoken(WAY, keeper.locale)(address)}\n`,
      personId: keeper.id,
      ticketId: about.ticketId,
    }),
  );
  await work.em.flush();
  await work.em.execute('select tell_people(?, ?, ?)', [
    JSON.stringify(mails),
    JSON.stringify(said.map(({ keeper, text }) => noteFor(keeper.id, text, about.ticketId))),
    work.now,
  ]);
  work.sent.value = true;
  return ids;
}

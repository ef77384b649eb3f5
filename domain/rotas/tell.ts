/** Tells somebody what has been done about their time on call: a mail and a notification, in their language, by their clock. */
import type { Span } from '#engine/rota.ts';
import { newId } from '../ids.ts';
import { shownInstant, spoken } from '../mail/languages.ts';
import { toMailRow } from '../mail/mail-row.ts';
import { noteFor } from '../processes/tell-people.ts';
import type { Work } from '../work.ts';

export type SwapNews = 'swapAsked' | 'swapAccepted' | 'swapDeclined' | 'swapTakenBack';
type News = SwapNews | 'standIn';

export type About = {
  readonly rota: { readonly key: string; readonly name: string };
  readonly who: string;
  readonly spans: readonly Span[];
  readonly reason: string;
};

type Wording = { readonly [N in News]: (who: string, rota: string) => string } & {
  readonly span: (from: string, to: string) => string;
  readonly way: (address: string) => string;
};

const en: Wording = {
  standIn: (who, rota) => `${who} has put you on call in “${rota}”`,
  swapAsked: (who, rota) => `${who} asks you to exchange shifts in “${rota}”`,
  swapAccepted: (who, rota) => `${who} has accepted to exchange shifts in “${rota}”`,
  swapDeclined: (who, rota) => `${who} has declined to exchange shifts in “${rota}”`,
  swapTakenBack: (who, rota) => `${who} has taken back the exchange of shifts in “${rota}”`,
  span: (from, to) => `${from} to ${to}`,
  way: (address) => `See it in Perdura:\n${address}`,
};

const ar: Wording = {
  standIn: (who, rota) => `وضعك ${who} في المناوبة في «${rota}»`,
  swapAsked: (who, rota) => `يطلب منك ${who} تبادل المناوبات في «${rota}»`,
  swapAccepted: (who, rota) => `قبِل ${who} تبادل المناوبات في «${rota}»`,
  swapDeclined: (who, rota) => `رفض ${who} تبادل المناوبات في «${rota}»`,
  swapTakenBack: (who, rota) => `تراجع ${who} عن تبادل المناوبات في «${rota}»`,
  span: (from, to) => `من ${from} إلى ${to}`,
  way: (address) => `شاهده في Perdura:\n${address}`,
};

/** Nobody who may not sign in is told. */
export async function tellOf(work: Work, news: News, to: string, about: About): Promise<void> {
  const [person] = await work.em.execute<{ email: string; locale: string; timeZone: string }[]>(
    'select email, locale, time_zone as "timeZone" from person where id = ? and active',
    [to],
  );
  if (!person) return;
  const wording = spoken({ en, ar }, person.locale);
  const subject = wording[news](about.who, about.rota.name);
  const spans = about.spans.map(({ from, to: until }) =>
    wording.span(shownInstant(from, person), shownInstant(until, person)),
  );
  const reason = about.reason.trim();
  const address = `${work.webUrl ?? ''}/on-call/${about.rota.key}`;
  const body = [subject, spans.join('\n'), reason, wording.way(address)].filter(Boolean);
  const mail = toMailRow(work, {
    dedupeKey: `rota:${newId()}`,
    to: person.email,
    subject,
    personId: to,
    body: `${body.join('\n\n')}\n`,
  });
  const note = noteFor(to, `${subject}: ${spans.join(', ')}`, null);
  await work.em.execute('select tell_people(?, ?, ?)', [
    JSON.stringify([mail]),
    JSON.stringify([note]),
    work.now,
  ]);
  work.sent.value = true;
}

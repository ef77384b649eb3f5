/** The product's own words to people: in their language, at their clock. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Language, spoken } from '#domain/mail/languages.ts';
import { type Notice, wordsFor } from '#domain/mail/notices.ts';
import { messageFor } from '#domain/processes/texts.ts';
import { knownIn } from '#engine/reading.ts';

const NOTICES: readonly Notice[] = [
  {
    kind: 'clockWarning',
    number: 'INC-000001',
    target: 'Resolution',
    dueAt: '2026-03-02T07:00:00.000Z',
  },
  { kind: 'clockBreach', number: 'INC-000001', target: 'Resolution' },
  { kind: 'escalation', number: 'INC-000001', target: 'Resolution' },
];
const REVIEW = { process: 'Loan', reviewer: 'Nils', comment: 'Well drawn.' };
const ARABIC = /[\u0600-\u06ff]/;
const dubai = (locale: string) => ({ locale, timeZone: 'Asia/Dubai' });

describe('a notice', () => {
  it.each(NOTICES)('$kind is said in the reader’s language', (notice) => {
    for (const locale of ['ar', 'ar-EG', 'AR']) {
      const text = wordsFor(notice, dubai(locale));
      expect(text).toMatch(ARABIC);
      expect(text).toContain('INC-000001');
      expect(text).toContain('Resolution');
    }
    for (const locale of ['en', 'en-GB', 'fr', '', 'constructor'])
      expect(wordsFor(notice, dubai(locale))).not.toMatch(ARABIC);
  });

  it.each(['draftApproved', 'draftRejected'] as const)(
    'of a review (%s) says who and why',
    (kind) => {
      const notice = { kind, ...REVIEW };
      expect(wordsFor(notice, dubai('ar'))).toMatch(ARABIC);
      for (const locale of ['ar', 'en'])
        for (const part of Object.values(REVIEW))
          expect(wordsFor(notice, dubai(locale))).toContain(part);
      expect(wordsFor(notice, dubai('en'))).toContain(
        kind === 'draftApproved' ? 'approved' : 'rejected',
      );
    },
  );

  it('tells the time where the reader is', () => {
    const [warning] = NOTICES as [Notice];
    expect(wordsFor(warning, dubai('en-GB'))).toContain('2 Mar 2026, 11:00 GMT+4');
    expect(wordsFor(warning, { locale: 'en-GB', timeZone: 'Nowhere/None' })).toMatch(/7:00|07:00/);
  });
});

it('a message about an approval tells its due time where the reader is', () => {
  const about = {
    subject: 'x',
    name: 'y',
    requester: null,
    text: '',
    request: '',
    link: null,
    dueAt: '2026-03-02T07:00:00+00:00',
  };
  expect(messageFor('approvalOpened', dubai('en-GB'), about).body).toContain(
    '2 Mar 2026, 11:00 GMT+4',
  );
  expect(messageFor('approvalOpened', dubai('ar'), about).body).toMatch(ARABIC);
});

it('a mail that asks for a decision says what was asked, by whom and where to decide', () => {
  const about = {
    subject: 'REQ-000001 · Laptop',
    name: 'Approve',
    requester: 'Ravi',
    text: 'Please decide.',
    request: 'Model: Standard 14-inch\nPrice: 2400',
    dueAt: '2026-03-02T07:00:00+00:00',
    link: 'https://perdura.test/approvals/a1',
  };
  expect(messageFor('approvalOpened', dubai('en-GB'), about).body).toBe(
    `REQ-000001 · Laptop
Approve

Asked by Ravi.

Please decide.

Model: Standard 14-inch
Price: 2400

Due 2 Mar 2026, 11:00 GMT+4.

See it and decide here:
https://perdura.test/approvals/a1

Open Approvals in Perdura to see what you need to know and to decide. Nothing is decided by opening or answering this mail.
`,
  );
  for (const kind of ['approvalOpened', 'approvalReminder'] as const)
    for (const locale of ['en', 'ar'])
      for (const part of [about.request, about.link, 'Ravi'])
        expect(messageFor(kind, dubai(locale), about).body).toContain(part);
  expect(messageFor('approvalClosed', dubai('en'), about).body).not.toContain('Price');
});

it('a mail that asks again says what has changed in words', () => {
  const steps = [
    { key: 's1', title: 'Swap the disk' },
    { key: 's2', title: 'Start it' },
  ];
  const about = {
    subject: 'x',
    name: 'y',
    requester: null,
    text: '',
    request: '',
    link: null,
    dueAt: null,
    variables: { properties: { stepsDone: { title: 'Steps that are done' } } },
    known: knownIn({ ticket: { change: { steps } } }, [{ email: 'ann@x.test', name: 'Ann Berg' }]),
    changed: [
      { fact: 'variables.stepsDone', before: ['s1'], after: ['s1', 's2'] },
      { fact: 'variables.asked', before: null, after: { by: 'ann@x.test', isUrgent: true } },
      { fact: 'ticket.change.plannedFrom', before: '2026-03-02T07:00:00Z', after: null },
    ],
  };
  const { body } = messageFor('approvalAgain', dubai('en-GB'), about);
  expect(body).toContain('Steps that are done: Swap the disk → Swap the disk, Start it');
  expect(body).toContain('Asked: – → By: Ann Berg; Is urgent: yes');
  expect(body).toContain('Planned from: 2 Mar 2026, 11:00 GMT+4 → –');
});

it('the product speaks the languages of the web app', () => {
  const folder = new URL('../../designer/messages/', import.meta.url);
  const languages = readdirSync(folder).flatMap((name) => /^(\w+)\.ts$/.exec(name)?.[1] ?? []);
  const known: { readonly [L in Language]: Language } = { en: 'en', ar: 'ar' };
  for (const language of languages) expect(spoken(known, language)).toBe(language);
});

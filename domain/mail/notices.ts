/** The product's own short notices, in every language the product speaks; English where it does not. */
import { shownInstant, spoken } from './languages.ts';

export type Notice =
  | {
      readonly kind: 'clockWarning';
      readonly number: string;
      readonly target: string;
      readonly dueAt: string;
    }
  | { readonly kind: 'clockBreach'; readonly number: string; readonly target: string }
  | { readonly kind: 'escalation'; readonly number: string; readonly target: string };

export type Reader = { readonly locale: string; readonly timeZone: string };

type Wording = {
  readonly [K in Notice['kind']]: (notice: Extract<Notice, { kind: K }>, reader: Reader) => string;
};

const en: Wording = {
  clockWarning: ({ number, target, dueAt }, reader) =>
    `${number} nears its target “${target}”: due ${shownInstant(dueAt, reader)}.`,
  clockBreach: ({ number, target }) => `${number} has missed its target “${target}”.`,
  escalation: ({ number, target }) =>
    `${number} needs somebody: the target “${target}” was missed. Please acknowledge.`,
};

const ar: Wording = {
  clockWarning: ({ number, target, dueAt }, reader) =>
    `${number} تقترب من موعدها «${target}»: ${shownInstant(dueAt, reader)}.`,
  clockBreach: ({ number, target }) => `تجاوزت ${number} موعدها «${target}».`,
  escalation: ({ number, target }) =>
    `${number} بحاجة إلى من يتولاها: تجاوزت موعدها «${target}». يرجى تأكيد الاستلام.`,
};

export function wordsFor(notice: Notice, reader: Reader): string {
  // The compiler cannot see that the wording found under a notice's own kind takes that notice.
  const words = spoken({ en, ar }, reader.locale)[notice.kind] as (
    notice: Notice,
    reader: Reader,
  ) => string;
  return words(notice, reader);
}

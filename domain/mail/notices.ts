/** The product's own short notices, in every language the product speaks; English where it does not. */
import { shownInstant, spoken } from './languages.ts';

export type Notice =
  | {
      readonly kind: 'clockWarning';
      readonly number: string;
      readonly target: string;
      readonly dueAt: string;
    }
  | { readonly kind: 'commander'; readonly number: string; readonly headline: string }
  | { readonly kind: 'clockBreach'; readonly number: string; readonly target: string }
  | { readonly kind: 'escalation'; readonly number: string; readonly target: string }
  | { readonly kind: 'nobodyOnCall'; readonly rota: string }
  | ({ readonly kind: 'conflictsFound' } & InTheWay)
  | ({ readonly kind: 'conflictsGone' } & InTheWay)
  | { readonly kind: 'contractEnds'; readonly contract: string; readonly until: string }
  | ({ readonly kind: 'standardApproved' } & Proposal)
  | ({ readonly kind: 'standardRejected' } & Proposal)
  | ({ readonly kind: 'draftApproved' } & Review)
  | ({ readonly kind: 'draftRejected' } & Review);

type InTheWay = {
  readonly number: string;
  readonly conflicts: readonly { readonly kind: keyof typeof enConflicts; readonly with: string }[];
};

type Review = { readonly process: string; readonly reviewer: string; readonly comment: string };

type Proposal = { readonly standard: string; readonly version: number; readonly reason: string };

export type Reader = { readonly locale: string; readonly timeZone: string };

type Wording = {
  readonly [K in Notice['kind']]: (notice: Extract<Notice, { kind: K }>, reader: Reader) => string;
};

const enConflicts = {
  same_item: (it: string) => `${it} touches the same`,
  depends_on: (it: string) => `${it} touches what it depends on`,
  needed_by: (it: string) => `${it} touches what depends on it`,
  same_person: (it: string) => `${it} has the same person`,
  outside_window: () => 'no maintenance window is open',
  freeze: (it: string) => `the freeze “${it}” holds`,
} as const;

const arConflicts: Record<keyof typeof enConflicts, (it: string) => string> = {
  same_item: (it) => `${it} يمس العناصر نفسها`,
  depends_on: (it) => `${it} يمس ما يعتمد عليه`,
  needed_by: (it) => `${it} يمس ما يعتمد على هذا التغيير`,
  same_person: (it) => `${it} مسند إلى الشخص نفسه`,
  outside_window: () => 'لا نافذة صيانة مفتوحة',
  freeze: (it) => `التجميد «${it}» سارٍ`,
};

const said = (
  words: Record<keyof typeof enConflicts, (it: string) => string>,
  { conflicts }: InTheWay,
) => conflicts.map(({ kind, with: it }) => words[kind](it));

const en: Wording = {
  conflictsFound: (notice) =>
    `${notice.number} has conflicts at its planned time: ${said(enConflicts, notice).join('; ')}.`,
  conflictsGone: (notice) =>
    `${notice.number} no longer has these conflicts: ${said(enConflicts, notice).join('; ')}.`,
  clockWarning: ({ number, target, dueAt }, reader) =>
    `${number} nears its target “${target}”: due ${shownInstant(dueAt, reader)}.`,
  commander: ({ number, headline }) => `You lead the major incident ${number}: ${headline}`,
  clockBreach: ({ number, target }) => `${number} has missed its target “${target}”.`,
  escalation: ({ number, target }) =>
    `${number} needs somebody: the target “${target}” was missed. Please acknowledge.`,
  nobodyOnCall: ({ rota }) =>
    `Nobody is on call in “${rota}”; somebody was to be told, and the queue was told instead.`,
  contractEnds: ({ contract, until }) => `The contract “${contract}” ends on ${until}.`,
  standardApproved: ({ standard, version }) =>
    `Version ${version} of the standard change “${standard}” is approved: changes are opened from it now.`,
  standardRejected: ({ standard, version, reason }) =>
    `Version ${version} of the standard change “${standard}” was not approved. ${reason}`.trim(),
  draftApproved: ({ process, reviewer, comment }) =>
    `${reviewer} has approved your draft of “${process}”. ${comment}`.trim(),
  draftRejected: ({ process, reviewer, comment }) =>
    `${reviewer} has rejected your draft of “${process}”. ${comment}`.trim(),
};

const ar: Wording = {
  conflictsFound: (notice) =>
    `للتغيير ${notice.number} تعارضات في وقته المخطط: ${said(arConflicts, notice).join('؛ ')}.`,
  conflictsGone: (notice) =>
    `زالت هذه التعارضات عن ${notice.number}: ${said(arConflicts, notice).join('؛ ')}.`,
  clockWarning: ({ number, target, dueAt }, reader) =>
    `${number} تقترب من موعدها «${target}»: ${shownInstant(dueAt, reader)}.`,
  commander: ({ number, headline }) => `أنت تقود الحادث الجسيم ${number}: ${headline}`,
  clockBreach: ({ number, target }) => `تجاوزت ${number} موعدها «${target}».`,
  escalation: ({ number, target }) =>
    `${number} بحاجة إلى من يتولاها: تجاوزت موعدها «${target}». يرجى تأكيد الاستلام.`,
  nobodyOnCall: ({ rota }) => `لا أحد في المناوبة «${rota}»، فأُبلغ أعضاء قائمة الانتظار بدلًا منه.`,
  contractEnds: ({ contract, until }) => `ينتهي العقد «${contract}» في ${until}.`,
  standardApproved: ({ standard, version }) =>
    `اعتُمد الإصدار ${version} من التغيير القياسي «${standard}»، وتُفتح منه التغييرات من الآن.`,
  standardRejected: ({ standard, version, reason }) =>
    `لم يُعتمد الإصدار ${version} من التغيير القياسي «${standard}». ${reason}`.trim(),
  draftApproved: ({ process, reviewer, comment }) =>
    `وافق ${reviewer} على مسودتك من «${process}». ${comment}`.trim(),
  draftRejected: ({ process, reviewer, comment }) =>
    `رفض ${reviewer} مسودتك من «${process}». ${comment}`.trim(),
};

export function wordsFor(notice: Notice, reader: Reader): string {
  // The compiler cannot see that the wording found under a notice's own kind takes that notice.
  const words = spoken({ en, ar }, reader.locale)[notice.kind] as (
    notice: Notice,
    reader: Reader,
  ) => string;
  return words(notice, reader);
}

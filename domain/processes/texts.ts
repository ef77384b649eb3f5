/**
 * What people are told by mail and notification when a process needs them, in their own language; English where we do
 * not speak it. A mail holds nothing that decides: mail scanners follow every link.
 */
import type { Decision } from '#engine/approval/tally.ts';
import { humanize } from '#engine/humanize.ts';
import { isObject, type Json } from '#engine/json.ts';
import { valueAt } from '#engine/paths.ts';
import { inLine, type Known, readingOf } from '#engine/reading.ts';
import { cut } from '../cut.ts';
import { shownInstant, spoken } from '../mail/languages.ts';
import type { Reader } from '../mail/notices.ts';

export type About = {
  /** `REQ-000123 · New laptop`, or the process’s name where there is no ticket. */
  readonly subject: string;
  /** The element's name: what is to be decided or done. */
  readonly name: string;
  readonly requester: string | null;
  /** What the process owner wrote for this element. */
  readonly text: string;
  /** What the requester wrote: of a request from the catalog the answers to its form. */
  readonly request: string;
  readonly dueAt: string | null;
  /** Whose tenant this is, for who has no account there. */
  readonly tenant?: string;
  /** The page where it is seen and decided. */
  readonly link: string | null;
  /** Asked again: what has changed, or why somebody wanted it. */
  readonly changed?: readonly {
    readonly fact: string;
    readonly before: Json;
    readonly after: Json;
  }[];
  /** What the values of these read as: the process's variables, the steps and the people they name. */
  readonly variables?: unknown;
  readonly known?: Known;
  readonly reason?: string;
  /** What the requester has answered. */
  readonly answer?: string;
  /** Whether the link is the reader’s own: by it they decide without signing in. */
  readonly byLink?: boolean;
  /** What was decided in the reader’s name. */
  readonly decision?: Decision;
};

export type MessageKind =
  | 'approvalOpened'
  | 'approvalReminder'
  | 'approvalClosed'
  | 'approvalNotNeeded'
  | 'approvalLate'
  | 'approvalAgain'
  | 'approvalQuestion'
  | 'approvalAnswered'
  | 'approvalByLink'
  | 'taskOpened';

export type Message = { readonly title: string; readonly body: string };

type Wording = {
  readonly [K in MessageKind]: (about: About) => string;
} & {
  readonly requester: (name: string) => string;
  readonly tenant: (name: string) => string;
  readonly inPlaceOf: (name: string) => string;
  readonly changed: string;
  readonly yes: string;
  readonly no: string;
  readonly reason: string;
  readonly due: (at: string) => string;
  readonly link: (url: string) => string;
  readonly byLink: string;
  /** The end of a mail to who has no account. */
  readonly nothingDecided: string;
  /** Where a decision was taken in their name. */
  readonly notMe: string;
  readonly decided: { readonly [D in Decision]: string };
  readonly footer: { readonly [K in MessageKind]: string };
};

const en: Wording = {
  approvalOpened: ({ name, subject }) => `Your decision is needed: ${name} (${subject})`,
  approvalReminder: ({ name, subject }) =>
    `Reminder: ${name} still waits for your decision (${subject})`,
  approvalClosed: ({ name, subject }) => `No longer needed: ${name} has been decided (${subject})`,
  approvalNotNeeded: ({ name, subject }) => `You are no longer asked: ${name} (${subject})`,
  approvalLate: ({ name, subject }) =>
    `Nobody has decided in time, and you may: ${name} (${subject})`,
  approvalAgain: ({ name, subject }) => `Your decision is needed again: ${name} (${subject})`,
  approvalQuestion: ({ name, subject }) =>
    `A question about what you asked for: ${name} (${subject})`,
  approvalAnswered: ({ name, subject }) => `Answered: ${name} (${subject})`,
  approvalByLink: ({ name, subject }) => `You have decided: ${name} (${subject})`,
  taskOpened: ({ name, subject }) => `A task for you: ${name} (${subject})`,
  requester: (name) => `Asked by ${name}.`,
  tenant: (name) => `This mail is sent for ${name}.`,
  inPlaceOf: (name) => `You stand in for ${name}.`,
  changed: 'It has changed since you were asked, so what was decided counts no more:',
  yes: 'yes',
  no: 'no',
  reason: 'Somebody who had decided wants everybody to be asked again:',
  due: (at) => `Due ${at}.`,
  link: (url) => `See it and decide here:\n${url}`,
  byLink:
    'You need not sign in there: the address is yours alone, and whoever has it can decide in your name. Do not pass it on. It can be used once, within two weeks.',
  nothingDecided: 'Nothing is decided by opening or answering this mail.',
  notMe: 'If this was not you, somebody else has read your mail: tell whoever asked you now.',
  decided: {
    approve: 'You have approved it by the address in your mail.',
    reject: 'You have rejected it by the address in your mail.',
    abstain: 'You have abstained by the address in your mail.',
  },
  footer: {
    approvalOpened:
      'Open Approvals in Perdura to see what you need to know and to decide. Nothing is decided by opening or answering this mail.',
    approvalReminder:
      'Open Approvals in Perdura to decide. Nothing is decided by opening or answering this mail.',
    approvalClosed: 'You need not do anything.',
    approvalNotNeeded: 'You need not do anything.',
    approvalLate:
      'Open Approvals in Perdura to decide. Nothing is decided by opening or answering this mail.',
    approvalAgain:
      'Open Approvals in Perdura to decide. Nothing is decided by opening or answering this mail.',
    approvalQuestion: 'Answer where the link leads; those who decide read it there.',
    approvalAnswered:
      'Open Approvals in Perdura to decide. Nothing is decided by opening or answering this mail.',
    approvalByLink:
      'If this was not you, somebody else has read your mail: say so to your administrators now.',
    taskOpened: 'Open the ticket in Perdura to work on it.',
  },
};

const ar: Wording = {
  approvalOpened: ({ name, subject }) => `قرارك مطلوب: ${name} (${subject})`,
  approvalReminder: ({ name, subject }) => `تذكير: ${name} ما زال بانتظار قرارك (${subject})`,
  approvalClosed: ({ name, subject }) => `لم يعد مطلوبًا: تم البت في ${name} (${subject})`,
  approvalNotNeeded: ({ name, subject }) => `لم يعد قرارك مطلوبًا: ${name} (${subject})`,
  approvalLate: ({ name, subject }) =>
    `لم يقرر أحد في الموعد، ويمكنك أن تقرر: ${name} (${subject})`,
  approvalAgain: ({ name, subject }) => `قرارك مطلوب من جديد: ${name} (${subject})`,
  approvalQuestion: ({ name, subject }) => `سؤال عما طلبته: ${name} (${subject})`,
  approvalAnswered: ({ name, subject }) => `وصل الجواب: ${name} (${subject})`,
  approvalByLink: ({ name, subject }) => `سُجّل قرارك: ${name} (${subject})`,
  taskOpened: ({ name, subject }) => `مهمة لك: ${name} (${subject})`,
  requester: (name) => `مقدم الطلب: ${name}.`,
  tenant: (name) => `أُرسلت هذه الرسالة باسم ${name}.`,
  inPlaceOf: (name) => `أنت تنوب عن ${name}.`,
  changed: 'تغيّر الموضوع منذ سُئلت، فلم يعد ما تقرر ساريًا:',
  yes: 'نعم',
  no: 'لا',
  reason: 'يريد أحد من قرروا أن يُسأل الجميع من جديد:',
  due: (at) => `الموعد: ${at}.`,
  link: (url) => `اطّلع وقرّر هنا:\n${url}`,
  byLink:
    'لا حاجة إلى تسجيل الدخول هناك: العنوان لك وحدك، ومن يملكه يستطيع أن يقرر باسمك. لا تمرره إلى أحد. يُستخدم مرة واحدة خلال أسبوعين.',
  nothingDecided: 'فتح هذه الرسالة أو الرد عليها لا يقرر شيئًا.',
  notMe: 'إن لم تكن أنت من قرر فقد قرأ غيرك بريدك: أخبر من سألك الآن.',
  decided: {
    approve: 'وافقتَ عبر العنوان الوارد في رسالتك.',
    reject: 'رفضتَ عبر العنوان الوارد في رسالتك.',
    abstain: 'امتنعتَ عبر العنوان الوارد في رسالتك.',
  },
  footer: {
    approvalOpened:
      'افتح صفحة الموافقات في Perdura للاطلاع واتخاذ القرار. فتح هذه الرسالة أو الرد عليها لا يقرر شيئًا.',
    approvalReminder:
      'افتح صفحة الموافقات في Perdura لاتخاذ القرار. فتح هذه الرسالة أو الرد عليها لا يقرر شيئًا.',
    approvalClosed: 'لا يلزمك فعل شيء.',
    approvalNotNeeded: 'لا يلزمك فعل شيء.',
    approvalLate:
      'افتح صفحة الموافقات في Perdura لاتخاذ القرار. فتح هذه الرسالة أو الرد عليها لا يقرر شيئًا.',
    approvalAgain:
      'افتح صفحة الموافقات في Perdura لاتخاذ القرار. فتح هذه الرسالة أو الرد عليها لا يقرر شيئًا.',
    approvalQuestion: 'أجب حيث يقودك الرابط، فهناك يقرؤه من يقررون.',
    approvalAnswered:
      'افتح صفحة الموافقات في Perdura لاتخاذ القرار. فتح هذه الرسالة أو الرد عليها لا يقرر شيئًا.',
    approvalByLink: 'إن لم تكن أنت من قرر فقد قرأ غيرك بريدك: أخبر المسؤولين الآن.',
    taskOpened: 'افتح التذكرة في Perdura للعمل عليها.',
  },
};

export function messageFor(
  kind: MessageKind,
  reader: Reader & { readonly inPlaceOf?: string; readonly outside?: boolean },
  about: About,
): Message {
  const wording = spoken({ en, ar }, reader.locale);
  const paragraphs = [
    `${about.subject}\n${about.name}`,
    about.tenant === undefined ? '' : wording.tenant(about.tenant),
    reader.inPlaceOf === undefined ? '' : wording.inPlaceOf(reader.inPlaceOf),
    about.requester === null ? '' : wording.requester(about.requester),
    about.text,
    about.answer ?? '',
    about.decision ? wording.decided[about.decision] : '',
    about.changed ? [wording.changed, ...changeLines(about, wording, reader)].join('\n') : '',
    about.reason ? `${wording.reason} ${about.reason}` : '',
    isApproval(kind) ? about.request : '',
    about.dueAt === null ? '' : wording.due(shownInstant(about.dueAt, reader)),
    about.link === null || !isApproval(kind) ? '' : wording.link(about.link),
    about.byLink && about.link !== null ? wording.byLink : '',
    footerOf(wording, kind, reader.outside ?? false),
  ];
  return {
    title: wording[kind](about),
    body: `${paragraphs.filter((text) => text !== '').join('\n\n')}\n`,
  };
}

function footerOf(wording: Wording, kind: MessageKind, isOutside: boolean): string {
  if (!isOutside || !isApproval(kind)) return wording.footer[kind];
  return kind === 'approvalByLink' ? wording.notMe : wording.nothingDecided;
}

/** Whether somebody is to do something about an approval, and wants to know about what. */
const isApproval = (kind: MessageKind): boolean =>
  kind.startsWith('approval') && kind !== 'approvalClosed' && kind !== 'approvalNotNeeded';

function changeLines(
  { changed = [], variables, known }: About,
  { yes, no }: Wording,
  reader: Reader,
): string[] {
  const say = (value: unknown): string => {
    if (typeof value === 'boolean') return value ? yes : no;
    return typeof value === 'string' && INSTANT.test(value)
      ? shownInstant(value, reader)
      : String(value);
  };
  return changed.map(({ fact, before, after }) => {
    const name = fact.split('.').at(-1) ?? fact;
    const schema = fact.startsWith('variables.') ? variableAt(variables, fact) : undefined;
    const shown = (value: Json): string => {
      const reading = readingOf(value, { schema, say, ...(known ? { known } : {}) });
      return reading ? cut(inLine(reading), 200) : '–';
    };
    const title = isObject(schema) && typeof schema.title === 'string' ? schema.title : null;
    return `${title ?? humanize(name)}: ${shown(before)} → ${shown(after)}`;
  });
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

const variableAt = (variables: unknown, fact: string): unknown =>
  valueAt(variables, `properties.${fact.split('.').slice(1).join('.properties.')}`);

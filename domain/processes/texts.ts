/**
 * What people are told by mail and notification when a process needs them, in their own language; English where we do
 * not speak it. A mail holds nothing that decides: mail scanners follow every link.
 */
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
  /** The page where it is seen and decided. */
  readonly link: string | null;
};

export type MessageKind = 'approvalOpened' | 'approvalReminder' | 'approvalClosed' | 'taskOpened';

export type Message = { readonly title: string; readonly body: string };

type Wording = {
  readonly [K in MessageKind]: (about: About) => string;
} & {
  readonly requester: (name: string) => string;
  readonly inPlaceOf: (name: string) => string;
  readonly due: (at: string) => string;
  readonly link: (url: string) => string;
  readonly footer: { readonly [K in MessageKind]: string };
};

const en: Wording = {
  approvalOpened: ({ name, subject }) => `Your decision is needed: ${name} (${subject})`,
  approvalReminder: ({ name, subject }) =>
    `Reminder: ${name} still waits for your decision (${subject})`,
  approvalClosed: ({ name, subject }) => `No longer needed: ${name} has been decided (${subject})`,
  taskOpened: ({ name, subject }) => `A task for you: ${name} (${subject})`,
  requester: (name) => `Asked by ${name}.`,
  inPlaceOf: (name) => `You stand in for ${name}.`,
  due: (at) => `Due ${at}.`,
  link: (url) => `See it and decide here:\n${url}`,
  footer: {
    approvalOpened:
      'Open Approvals in Perdura to see what you need to know and to decide. Nothing is decided by opening or answering this mail.',
    approvalReminder:
      'Open Approvals in Perdura to decide. Nothing is decided by opening or answering this mail.',
    approvalClosed: 'You need not do anything.',
    taskOpened: 'Open the ticket in Perdura to work on it.',
  },
};

const ar: Wording = {
  approvalOpened: ({ name, subject }) => `قرارك مطلوب: ${name} (${subject})`,
  approvalReminder: ({ name, subject }) => `تذكير: ${name} ما زال بانتظار قرارك (${subject})`,
  approvalClosed: ({ name, subject }) => `لم يعد مطلوبًا: تم البت في ${name} (${subject})`,
  taskOpened: ({ name, subject }) => `مهمة لك: ${name} (${subject})`,
  requester: (name) => `مقدم الطلب: ${name}.`,
  inPlaceOf: (name) => `أنت تنوب عن ${name}.`,
  due: (at) => `الموعد: ${at}.`,
  link: (url) => `اطّلع وقرّر هنا:\n${url}`,
  footer: {
    approvalOpened:
      'افتح صفحة الموافقات في Perdura للاطلاع واتخاذ القرار. فتح هذه الرسالة أو الرد عليها لا يقرر شيئًا.',
    approvalReminder:
      'افتح صفحة الموافقات في Perdura لاتخاذ القرار. فتح هذه الرسالة أو الرد عليها لا يقرر شيئًا.',
    approvalClosed: 'لا يلزمك فعل شيء.',
    taskOpened: 'افتح التذكرة في Perdura للعمل عليها.',
  },
};

export function messageFor(
  kind: MessageKind,
  reader: Reader & { readonly inPlaceOf?: string },
  about: About,
): Message {
  const wording = spoken({ en, ar }, reader.locale);
  const paragraphs = [
    `${about.subject}\n${about.name}`,
    reader.inPlaceOf === undefined ? '' : wording.inPlaceOf(reader.inPlaceOf),
    about.requester === null ? '' : wording.requester(about.requester),
    about.text,
    isApproval(kind) ? about.request : '',
    about.dueAt === null ? '' : wording.due(shownInstant(about.dueAt, reader)),
    about.link === null || !isApproval(kind) ? '' : wording.link(about.link),
    wording.footer[kind],
  ];
  return {
    title: wording[kind](about),
    body: `${paragraphs.filter((text) => text !== '').join('\n\n')}\n`,
  };
}

/** Whether somebody is to decide, and wants to know about what. */
const isApproval = (kind: MessageKind): boolean =>
  kind === 'approvalOpened' || kind === 'approvalReminder';

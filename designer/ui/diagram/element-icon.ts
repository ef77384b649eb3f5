/** The one icon of each kind of element; palette, canvas, outline, panel and run diagram show the same. */
import type { Icon } from '@tabler/icons-react';
import {
  IconArrowBigUp,
  IconArrowBigUpFilled,
  IconBell,
  IconBolt,
  IconBoltFilled,
  IconBoxMargin,
  IconCircle,
  IconCircleDashed,
  IconCircleFilled,
  IconClock,
  IconFlag,
  IconMail,
  IconMailFilled,
  IconMarquee2,
  IconMessage,
  IconPencil,
  IconPentagon,
  IconPlayerPlay,
  IconPlayerTrackPrev,
  IconPlayerTrackPrevFilled,
  IconPlus,
  IconRubberStamp,
  IconSubtask,
  IconTable,
  IconTicket,
  IconTriangle,
  IconTriangleFilled,
  IconUrgent,
  IconUser,
  IconUserShare,
  IconUsersGroup,
  IconWorldBolt,
  IconX,
} from '@tabler/icons-react';
import type { Action, Element } from '#engine/definition.ts';
import type { EventKind } from './event-kind.ts';
import { eventKindOf } from './event-kind.ts';

const ACTION_ICONS: Record<Action['type'], Icon> = {
  updateTicket: IconPencil,
  assign: IconUserShare,
  comment: IconMessage,
  notify: IconBell,
  sendEmail: IconMail,
  declareMajorIncident: IconUrgent,
  httpRequest: IconWorldBolt,
};

/** What is waited for is drawn hollow, what is said is filled, as in BPMN. */
const CAUGHT_ICONS: Record<EventKind, Icon> = {
  timer: IconClock,
  message: IconMail,
  signal: IconTriangle,
  error: IconBolt,
  escalation: IconArrowBigUp,
  compensation: IconPlayerTrackPrev,
  terminate: IconCircleFilled,
};
const THROWN_ICONS: Record<EventKind, Icon> = {
  timer: IconClock,
  message: IconMailFilled,
  signal: IconTriangleFilled,
  error: IconBoltFilled,
  escalation: IconArrowBigUpFilled,
  compensation: IconPlayerTrackPrevFilled,
  terminate: IconCircleFilled,
};

export const iconOf = (element: Element): Icon => {
  const kind = eventKindOf(element);
  switch (element.type) {
    case 'startEvent':
      if (kind) return CAUGHT_ICONS[kind];
      if (element.trigger.type === 'called') return IconSubtask;
      return element.trigger.type === 'ticketCreated' ? IconTicket : IconPlayerPlay;
    case 'userTask':
      return IconUser;
    case 'approval':
      return IconRubberStamp;
    case 'cabReview':
      return IconUsersGroup;
    case 'serviceTask':
      return ACTION_ICONS[element.action.type];
    case 'businessRuleTask':
      return IconTable;
    case 'exclusiveGateway':
      return IconX;
    case 'inclusiveGateway':
      return IconCircle;
    case 'parallelGateway':
      return IconPlus;
    case 'eventBasedGateway':
      return IconPentagon;
    case 'intermediateCatchEvent':
    case 'boundaryEvent':
      return kind ? CAUGHT_ICONS[kind] : IconCircleDashed;
    case 'intermediateThrowEvent':
      return kind ? THROWN_ICONS[kind] : IconCircleDashed;
    case 'subProcess':
      return element.triggeredByEvent ? IconMarquee2 : IconBoxMargin;
    case 'callActivity':
      return IconSubtask;
    case 'endEvent':
      return kind ? THROWN_ICONS[kind] : IconFlag;
  }
};

/** Who acts: people, the system by itself, or nobody (the way is only chosen, started or ended). */
export const actorOf = (element: Element): 'people' | 'system' | 'none' => {
  switch (element.type) {
    case 'userTask':
    case 'approval':
    case 'cabReview':
      return 'people';
    case 'serviceTask':
    case 'businessRuleTask':
    case 'callActivity':
      return 'system';
    default:
      return 'none';
  }
};

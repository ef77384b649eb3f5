/** The one icon of each kind of element; palette, canvas, outline, panel and run diagram show the same. */
import type { Icon } from '@tabler/icons-react';
import {
  IconBell,
  IconClock,
  IconFlag,
  IconMail,
  IconMessage,
  IconPencil,
  IconPlayerPlay,
  IconPlus,
  IconRubberStamp,
  IconTable,
  IconTicket,
  IconUser,
  IconUserShare,
  IconWorldBolt,
  IconX,
} from '@tabler/icons-react';
import type { Action, Element } from '#engine/definition.ts';

const ACTION_ICONS: Record<Action['type'], Icon> = {
  updateTicket: IconPencil,
  assign: IconUserShare,
  comment: IconMessage,
  notify: IconBell,
  sendEmail: IconMail,
  httpRequest: IconWorldBolt,
};

export const iconOf = (element: Element): Icon => {
  switch (element.type) {
    case 'startEvent':
      return element.trigger.type === 'manual' ? IconPlayerPlay : IconTicket;
    case 'userTask':
      return IconUser;
    case 'approval':
      return IconRubberStamp;
    case 'serviceTask':
      return ACTION_ICONS[element.action.type];
    case 'businessRuleTask':
      return IconTable;
    case 'exclusiveGateway':
      return IconX;
    case 'parallelGateway':
      return IconPlus;
    case 'intermediateCatchEvent':
      return IconClock;
    case 'endEvent':
      return IconFlag;
  }
};

/** Who acts: people, the system by itself, or nobody (the way is only chosen, started or ended). */
export const actorOf = (element: Element): 'people' | 'system' | 'none' => {
  switch (element.type) {
    case 'userTask':
    case 'approval':
      return 'people';
    case 'serviceTask':
    case 'businessRuleTask':
      return 'system';
    case 'startEvent':
    case 'exclusiveGateway':
    case 'parallelGateway':
    case 'intermediateCatchEvent':
    case 'endEvent':
      return 'none';
  }
};

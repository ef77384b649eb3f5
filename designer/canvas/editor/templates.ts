/**
 * What the palette and the append menu offer, and the element each of them makes. A fresh element is complete enough to
 * be saved: where the language demands a value and there is no harmless one, the lint says what is still to be chosen.
 */
import { NO_RULESET } from '#designer/ui/diagram/words.ts';
import type { Action, Element } from '#engine/definition.ts';

export const TEMPLATE_GROUPS = ['people', 'flow', 'actions', 'ends'] as const;
export type TemplateGroup = (typeof TEMPLATE_GROUPS)[number];

export type Template = {
  readonly id: string;
  readonly group: TemplateGroup;
  /** Message id of its name. */
  readonly name: string;
  readonly create: (id: string) => Element;
};

const action = (type: Action['type'], fresh: Action): Template => ({
  id: type,
  group: 'actions',
  name: `canvas.action.${type}`,
  create: (id) => ({ id, type: 'serviceTask', action: fresh }),
});

export const TEMPLATES: readonly Template[] = [
  {
    id: 'userTask',
    group: 'people',
    name: 'canvas.kind.userTask',
    create: (id) => ({ id, type: 'userTask', task: {} }),
  },
  {
    id: 'approval',
    group: 'people',
    name: 'canvas.kind.approval',
    create: (id) => ({
      id,
      type: 'approval',
      approval: { mode: 'any', approvers: [{ relation: 'requesterManager' }] },
    }),
  },
  {
    id: 'exclusiveGateway',
    group: 'flow',
    name: 'canvas.kind.exclusiveGateway',
    create: (id) => ({ id, type: 'exclusiveGateway' }),
  },
  {
    id: 'parallelGateway',
    group: 'flow',
    name: 'canvas.kind.parallelGateway',
    create: (id) => ({ id, type: 'parallelGateway' }),
  },
  {
    id: 'businessRuleTask',
    group: 'flow',
    name: 'canvas.kind.businessRuleTask',
    create: (id) => ({ id, type: 'businessRuleTask', ruleset: NO_RULESET }),
  },
  {
    id: 'intermediateCatchEvent',
    group: 'flow',
    name: 'canvas.kind.intermediateCatchEvent',
    create: (id) => ({
      id,
      type: 'intermediateCatchEvent',
      timer: { after: { businessHours: 8 } },
    }),
  },
  action('updateTicket', { type: 'updateTicket', set: { status: 'in_progress' } }),
  action('assign', { type: 'assign' }),
  action('comment', { type: 'comment', body: '' }),
  action('notify', { type: 'notify', to: [{ relation: 'requester' }], text: '' }),
  action('sendEmail', {
    type: 'sendEmail',
    to: [{ relation: 'requester' }],
    subject: '{{ticket.number}}: {{ticket.title}}',
    body: '',
  }),
  action('httpRequest', { type: 'httpRequest', method: 'POST', url: 'https://' }),
  {
    id: 'endEvent',
    group: 'ends',
    name: 'canvas.kind.endEvent',
    create: (id) => ({ id, type: 'endEvent' }),
  },
  {
    id: 'startEvent',
    group: 'ends',
    name: 'canvas.kind.startEvent',
    create: (id) => ({ id, type: 'startEvent', trigger: { type: 'manual' } }),
  },
];

/** What may follow an element. */
export const FOLLOWERS: readonly Template[] = TEMPLATES.filter(({ id }) => id !== 'startEvent');

/**
 * What the palette and the append menu offer, and the element each of them makes. A fresh element is complete enough to
 * be saved: where the language demands a value and there is no harmless one, the lint says what is still to be chosen.
 */

import { eventKindOf } from '#designer/ui/diagram/event-kind.ts';
import type { Action, Element, ElementType } from '#engine/definition.ts';
import { NOT_CHOSEN } from '#engine/not-chosen.ts';

export const TEMPLATE_GROUPS = [
  'people',
  'flow',
  'actions',
  'scopes',
  'events',
  'borders',
  'ends',
] as const;
export type TemplateGroup = (typeof TEMPLATE_GROUPS)[number];

export type Template = {
  readonly id: string;
  readonly group: TemplateGroup;
  /** Message id of its name. */
  readonly name: string;
  readonly create: (id: string) => Element;
  /** How a sub-process begins: it is made with a start, an end and a flow between them. */
  readonly begins?: 'inner' | 'event';
};

const action = (type: Action['type'], fresh: Action): Template => ({
  id: type,
  group: 'actions',
  name: `canvas.action.${type}`,
  create: (id) => ({ id, type: 'serviceTask', action: fresh }),
});

const event = (
  type: 'intermediateCatchEvent' | 'intermediateThrowEvent' | 'boundaryEvent' | 'endEvent',
  kind: string,
  fresh: object,
): Template => ({
  id: `${type}-${kind}`,
  group: type === 'boundaryEvent' ? 'borders' : type === 'endEvent' ? 'ends' : 'events',
  name: `canvas.kind.${type}.${kind}`,
  create: (id) =>
    // The host of an event on a border is said when it is attached.
    ({ id, type, ...(type === 'boundaryEvent' ? { attachedTo: 'x' } : {}), ...fresh }) as Element,
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
    id: 'cabReview',
    group: 'people',
    name: 'canvas.kind.cabReview',
    create: (id) => ({ id, type: 'cabReview', cab: { board: NOT_CHOSEN } }),
  },
  {
    id: 'exclusiveGateway',
    group: 'flow',
    name: 'canvas.kind.exclusiveGateway',
    create: (id) => ({ id, type: 'exclusiveGateway' }),
  },
  {
    id: 'inclusiveGateway',
    group: 'flow',
    name: 'canvas.kind.inclusiveGateway',
    create: (id) => ({ id, type: 'inclusiveGateway' }),
  },
  {
    id: 'parallelGateway',
    group: 'flow',
    name: 'canvas.kind.parallelGateway',
    create: (id) => ({ id, type: 'parallelGateway' }),
  },
  {
    id: 'eventBasedGateway',
    group: 'flow',
    name: 'canvas.kind.eventBasedGateway',
    create: (id) => ({ id, type: 'eventBasedGateway' }),
  },
  {
    id: 'businessRuleTask',
    group: 'flow',
    name: 'canvas.kind.businessRuleTask',
    create: (id) => ({ id, type: 'businessRuleTask', ruleset: NOT_CHOSEN }),
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
  action('declareMajorIncident', { type: 'declareMajorIncident', severity: 1 }),
  action('httpRequest', { type: 'httpRequest', method: 'POST', url: 'https://' }),
  {
    id: 'subProcess',
    group: 'scopes',
    name: 'canvas.kind.subProcess',
    create: (id) => ({ id, type: 'subProcess' }),
    begins: 'inner',
  },
  {
    id: 'callActivity',
    group: 'scopes',
    name: 'canvas.kind.callActivity',
    create: (id) => ({ id, type: 'callActivity', process: NOT_CHOSEN }),
  },
  {
    id: 'eventSubProcess',
    group: 'scopes',
    name: 'canvas.kind.eventSubProcess',
    create: (id) => ({ id, type: 'subProcess', triggeredByEvent: true }),
    begins: 'event',
  },
  event('intermediateCatchEvent', 'message', { message: { name: 'message' } }),
  event('intermediateCatchEvent', 'signal', { signal: { name: 'signal' } }),
  event('intermediateThrowEvent', 'message', { message: { name: 'message' } }),
  event('intermediateThrowEvent', 'signal', { signal: { name: 'signal' } }),
  event('intermediateThrowEvent', 'escalation', { escalation: { code: 'escalation' } }),
  event('intermediateThrowEvent', 'compensation', { compensation: {} }),
  event('boundaryEvent', 'timer', { timer: { after: { businessHours: 8 } } }),
  event('boundaryEvent', 'error', { error: {} }),
  event('boundaryEvent', 'message', { message: { name: 'message' } }),
  event('boundaryEvent', 'signal', { signal: { name: 'signal' } }),
  event('boundaryEvent', 'escalation', { escalation: {} }),
  {
    id: 'endEvent',
    group: 'ends',
    name: 'canvas.kind.endEvent',
    create: (id) => ({ id, type: 'endEvent' }),
  },
  event('endEvent', 'error', { error: { code: 'error' } }),
  event('endEvent', 'terminate', { terminate: true }),
  {
    id: 'startEvent',
    group: 'ends',
    name: 'canvas.kind.startEvent',
    create: (id) => ({ id, type: 'startEvent', trigger: { type: 'manual' } }),
  },
];

/** What may stand in a flow, or at its end. */
export const FOLLOWERS: readonly Template[] = TEMPLATES.filter(
  ({ id, group, begins }) => id !== 'startEvent' && group !== 'borders' && begins !== 'event',
);

export const BORDERS: readonly Template[] = TEMPLATES.filter(({ group }) => group === 'borders');

/** What an element may be turned into: something that does much the same in the same place. */
export const alternativesTo = (element: Element): readonly Template[] => {
  const family = familyOf(element);
  if (!family) return [];
  return TEMPLATES.filter((template) => {
    const other = template.create('x');
    return familyOf(other) === family && sameAs(other) !== sameAs(element);
  });
};

const FAMILIES: Partial<Record<ElementType, string>> = {
  userTask: 'work',
  approval: 'work',
  cabReview: 'work',
  serviceTask: 'work',
  businessRuleTask: 'work',
  callActivity: 'work',
  exclusiveGateway: 'gateway',
  inclusiveGateway: 'gateway',
  parallelGateway: 'gateway',
  eventBasedGateway: 'gateway',
  intermediateCatchEvent: 'event',
  intermediateThrowEvent: 'event',
  boundaryEvent: 'border',
  endEvent: 'end',
};

const familyOf = ({ type }: Element): string | undefined => FAMILIES[type];

const sameAs = (element: Element): string =>
  [
    element.type,
    element.type === 'serviceTask' ? element.action.type : '',
    eventKindOf(element) ?? '',
  ].join(' ');

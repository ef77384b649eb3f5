/** Which facts an element can set when it is left, as dotted names; a name that ends in a dot stands for all below it. */

import { isActivity } from '../definition/is-activity.ts';
import type { Element } from '../definition.ts';
import { isObject } from '../json.ts';

/** What a change of a ticket’s field brings with it: the matrix, the life cycle, and the clocks. */
const FOLLOWING: { readonly [field: string]: readonly string[] } = {
  impact: ['ticket.priority', 'ticket.dueAt'],
  urgency: ['ticket.priority', 'ticket.dueAt'],
  priority: ['ticket.dueAt'],
  status: ['ticket.holdReason', 'ticket.dueAt'],
  requester: ['requester.'],
};

/** `isStrict`: only what it is drawn to set; else also what it lets others set. */
export function changedBy(element: Element, isStrict: boolean): readonly string[] {
  const names: string[] = [];
  const facts: string[] = [];
  if (isActivity(element)) {
    names.push(...Object.keys(element.outputs ?? {}));
    if (element.loop?.collect) names.push(element.loop.collect.into);
  }
  switch (element.type) {
    case 'userTask': {
      const { form } = element.task;
      if (isObject(form?.properties)) names.push(...Object.keys(form.properties));
      if (!isStrict && form && !isClosed(form)) facts.push('variables.');
      break;
    }
    case 'businessRuleTask':
      facts.push('variables.');
      break;
    case 'serviceTask': {
      const { action } = element;
      if (action.type === 'httpRequest') names.push(...Object.keys(action.result ?? {}));
      if (action.type === 'updateTicket')
        for (const field of Object.keys(action.set))
          facts.push(`ticket.${field}`, ...(FOLLOWING[field] ?? []));
      if (action.type === 'assign') facts.push('ticket.queue', 'ticket.assignee');
      break;
    }
    case 'intermediateCatchEvent':
      names.push(...intoOf(element));
      break;
    case 'boundaryEvent':
      names.push(...intoOf(element));
      break;
    case 'startEvent':
      if (element.trigger.type === 'event') names.push(...intoOf(element.trigger));
  }
  return [...facts, ...names.map((name) => `variables.${name}`)];
}

/** It takes no values but those it names. Whatever else the schema says can only take less. */
function isClosed({ additionalProperties, patternProperties }: JsonSchema): boolean {
  return additionalProperties === false && patternProperties === undefined;
}

type JsonSchema = { readonly [keyword: string]: unknown };
type Into = { readonly into?: string };

function intoOf(event: {
  readonly message?: Into;
  readonly signal?: Into;
  readonly error?: Into;
}): readonly string[] {
  return [event.message, event.signal, event.error].flatMap((one) => one?.into ?? []);
}

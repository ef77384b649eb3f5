/** What starts a process as it is drawn, in one sentence: nobody publishes without knowing what begins by it. Pure. */
import type { Say } from '#designer/ui/diagram/say.ts';
import type { Definition, ElementOf } from '#engine/definition.ts';

/** From when: now that it is done, once it has come to that, or for a share of new work only. */
export type StartsWhen = 'now' | 'then' | 'share';

type Trigger = ElementOf<'startEvent'>['trigger'];
type OfTicket = Extract<Trigger, { readonly type: 'ticketCreated' }>;

/** Empty where nothing starts it. `itemName` is what people call a catalog item. */
export const startsWords = (
  say: Say,
  definition: Definition,
  when: StartsWhen,
  itemName: (key: string) => string,
): string => {
  const ways = definition.elements.flatMap((element) =>
    element.type === 'startEvent' ? (wayWords(say, element.trigger, itemName) ?? []) : [],
  );
  if (ways.length === 0) return '';
  return say('canvas.publish.starts', { when, how: say.list([...new Set(ways)], 'disjunction') });
};

/** Null for what begins inside a process. */
const wayWords = (say: Say, trigger: Trigger, itemName: (key: string) => string): string | null => {
  if (trigger.type === 'manual')
    return say('canvas.publish.starts.manual', { act: say('canvas.run.start') });
  if (trigger.type === 'called') return say('canvas.publish.starts.called');
  return trigger.type === 'ticketCreated' ? ticketWords(say, trigger, itemName) : null;
};

const ticketWords = (say: Say, trigger: OfTicket, itemName: (key: string) => string): string => {
  const { catalogItem, ticketTypes = [], alongside, conditions } = trigger;
  const types = ticketTypes.map((type) => say(`canvas.value.type.${type}`));
  const every =
    catalogItem !== undefined
      ? say('canvas.publish.starts.item', { item: itemName(catalogItem) })
      : types.length > 0
        ? say('canvas.publish.starts.types', { types: say.list(types, 'disjunction') })
        : say('canvas.publish.starts.ticket');
  // Only what is asked for from the catalog can have a process of its own.
  const isRequested = ticketTypes.length === 0 || ticketTypes.includes('service_request');
  const isAlone = catalogItem === undefined && alongside !== true && isRequested;
  const what = isAlone ? say('canvas.publish.starts.alone', { what: every }) : every;
  return conditions ? say('canvas.publish.starts.conditions', { what }) : what;
};

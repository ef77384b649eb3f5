/** A queue, group, role, rota, person, calendar, board, secret, ruleset or process that the tenant does not have. Checked where they are known. */
import { groupsOf } from '../approval/stages.ts';
import type { Action, Approver, Element } from '../definition.ts';
import { NOT_CHOSEN } from '../not-chosen.ts';
import { type LintContext, nameOf, type Report, type Rule } from './finding.ts';
import { durationsOf } from './timer.ts';

type Kind =
  | 'ruleset'
  | 'process'
  | 'queue'
  | 'group'
  | 'role'
  | 'rota'
  | 'user'
  | 'calendar'
  | 'catalog item'
  | 'board'
  | 'secret';
type Mention = { readonly kind: Kind; readonly key: string };

export const unknownKey: Rule = {
  name: 'unknown-key',
  says: 'An element names a ruleset, process, queue, group, role, rota, person, calendar, board, secret or catalog item that does not exist, or none is chosen yet.',
  *find({ definition, context }): Iterable<Report> {
    for (const element of definition.elements) {
      for (const { kind, key } of mentionsOf(element)) {
        const known = knownOf(context, kind);
        const isPlain = !key.includes('{{') && known?.includes(key) !== true;
        if (isPlain && key === NOT_CHOSEN && isRunStopping(kind)) {
          yield {
            level: 'error',
            element: element.id,
            message: `“${nameOf(element)}” has no ${kind} chosen yet.`,
            values: { element: nameOf(element), kind, key, problem: `no-${kind}` },
          };
        } else if (known && isPlain) {
          yield {
            // Without its ruleset, process or board a run stops for certain; for the rest there may be others to ask, or it may come to be.
            level: isRunStopping(kind) ? 'error' : 'warning',
            element: element.id,
            message: `“${nameOf(element)}” names the ${kind} “${key}”, which does not exist.`,
            values: { element: nameOf(element), kind, key },
          };
        }
      }
    }
  },
};

const isRunStopping = (kind: Kind): boolean =>
  kind === 'ruleset' || kind === 'process' || kind === 'board';

function knownOf(context: LintContext, kind: Kind): readonly string[] | undefined {
  switch (kind) {
    case 'ruleset':
      return context.rulesets;
    case 'process':
      return context.processes;
    case 'queue':
      return context.queues;
    case 'group':
      return context.groups;
    case 'role':
      return context.roles;
    case 'rota':
      return context.rotas;
    case 'user':
      return context.users;
    case 'calendar':
      return context.calendars;
    case 'catalog item':
      return context.catalogItems;
    case 'board':
      return context.boards;
    case 'secret':
      return context.secrets;
  }
}

function mentionsOf(element: Element): readonly Mention[] {
  const calendars = durationsOf(element).flatMap((duration) =>
    'calendar' in duration ? mention('calendar', duration.calendar) : [],
  );
  switch (element.type) {
    case 'businessRuleTask':
      return mention('ruleset', element.ruleset);
    case 'callActivity':
      return mention('process', element.process);
    case 'startEvent':
      return element.trigger.type === 'ticketCreated'
        ? mention('catalog item', element.trigger.catalogItem)
        : [];
    case 'userTask': {
      const { otherwise = {}, ...named } = element.task.assignment ?? {};
      const asked = [named, otherwise].flatMap(({ queue, group, user }) => [
        ...mention('queue', queue),
        ...mention('group', group),
        ...mention('user', user),
      ]);
      return [...asked, ...calendars];
    }
    case 'approval':
      return [
        ...groupsOf(element.approval).flatMap(({ approvers }) => approvers.flatMap(party)),
        ...(element.approval.fallback ?? []).flatMap(party),
        ...(element.approval.late?.escalateTo ?? []).flatMap(party),
        ...calendars,
      ];
    case 'cabReview':
      return mention('board', element.cab.board);
    case 'serviceTask':
      return inAction(element.action);
    default:
      return calendars;
  }
}

function inAction(action: Action): readonly Mention[] {
  switch (action.type) {
    case 'assign':
      return [...mention('queue', action.queue), ...mention('user', action.user)];
    case 'notify':
    case 'sendEmail':
      return action.to.flatMap(party);
    case 'httpRequest':
      return mention('secret', action.secret);
    case 'declareMajorIncident':
      return mention(
        'user',
        action.commander && 'user' in action.commander ? action.commander.user : undefined,
      );
    case 'updateTicket':
    case 'comment':
      return [];
  }
}

function party(who: Approver): readonly Mention[] {
  if ('user' in who) return mention('user', who.user);
  if ('group' in who) return mention('group', who.group);
  if ('rota' in who) return mention('rota', who.rota);
  return 'role' in who ? mention('role', who.role) : [];
}

function mention(kind: Kind, key: string | undefined): readonly Mention[] {
  return key === undefined ? [] : [{ kind, key }];
}

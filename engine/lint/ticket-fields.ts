/** What an action sets, and what closes a task, are fields and statuses that tickets have. */
import { planFact } from '../changes/plan.ts';
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';

const FIELDS = [
  'status',
  'priority',
  'impact',
  'urgency',
  'category',
  'queue',
  'assignee',
  'requester',
  'organization',
  'title',
  'description',
  'holdReason',
  'tags',
  'dueAt',
  'custom',
];

const isField = (field: string): boolean =>
  FIELDS.includes(field) || field.startsWith('custom.') || planFact(field) !== undefined;

export const TICKET_STATUSES = [
  'new',
  'in_progress',
  'on_hold',
  'pending_approval',
  'known_error',
  'assess',
  'authorize',
  'scheduled',
  'implement',
  'review',
  'resolved',
  'closed',
  'cancelled',
];

export const ticketFields: Rule = {
  name: 'ticket-fields',
  says: 'An action sets a field, or a task names a status or outcome, that does not exist.',
  *find({ definition }): Iterable<Report> {
    for (const element of elementsOf(definition, 'serviceTask')) {
      if (element.action.type !== 'updateTicket') continue;
      const name = nameOf(element);
      const about = { level: 'error', element: element.id } as const;
      const { set } = element.action;
      if (Object.keys(set).length === 0) {
        const message = `“${name}” sets nothing.`;
        yield {
          ...about,
          level: 'warning',
          message,
          values: { element: name, problem: 'nothing' },
        };
      }
      for (const [field, value] of Object.entries(set)) {
        if (!isField(field)) {
          const message = `“${name}” sets “${field}”, which tickets do not have. Fields of your own are written “custom.${field}”.`;
          yield { ...about, message, values: { element: name, field, problem: 'unknown-field' } };
        }
        if (field === 'status' && !isStatus(value)) {
          const message = `“${name}” sets a status that does not exist: “${String(value)}”.`;
          yield {
            ...about,
            message,
            values: { element: name, status: String(value), problem: 'unknown-status' },
          };
        }
      }
    }
    for (const element of elementsOf(definition, 'userTask')) {
      const outcomes = new Set((element.task.outcomes ?? []).map(({ key }) => key));
      const name = nameOf(element);
      const about = { level: 'error', element: element.id } as const;
      for (const [status, outcome] of Object.entries(element.task.completesOnStatus ?? {})) {
        if (!TICKET_STATUSES.includes(status)) {
          const message = `“${name}” is completed by a status that does not exist: “${status}”.`;
          yield { ...about, message, values: { element: name, status, problem: 'unknown-status' } };
        }
        if (!outcomes.has(outcome)) {
          const message = `“${name}” has no outcome “${outcome}” to complete with at “${status}”.`;
          yield {
            ...about,
            message,
            values: { element: name, status, outcome, problem: 'unknown-outcome' },
          };
        }
      }
    }
  },
};

/** A placeholder is only known when the action is done. */
function isStatus(value: unknown): boolean {
  return typeof value === 'string' && (value.includes('{{') || TICKET_STATUSES.includes(value));
}

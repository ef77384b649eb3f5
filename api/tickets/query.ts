/** A list's query, read into a filter: names are checked, so that a slip is told and not taken for “nothing found”. */
import { invalid } from '#domain/errors.ts';
import type { TicketFilter } from '#domain/tickets/filter.ts';
import {
  FINISHED,
  isFinished,
  STATUSES,
  type Status,
  TICKET_TYPES,
} from '#domain/tickets/values.ts';
import type { TicketQuery } from './schemas.ts';

const VALUES_MAX = 100;

export function toFilter(query: TicketQuery): TicketFilter {
  return {
    types: known('type', TICKET_TYPES, query.type),
    statuses: statuses(query.status),
    priorities: numbers('priority', 4, query.priority),
    impacts: numbers('impact', 3, query.impact),
    urgencies: numbers('urgency', 3, query.urgency),
    categories: values('category', query.category),
    queues: values('queue', query.queue),
    assignees: values('assignee', query.assignee),
    requesters: values('requester', query.requester),
    organizations: values('organization', query.organization),
    tags: [...(values('tag', query.tag) ?? []), ...(values('tags', query.tags) ?? [])],
    sources: values('source', query.source),
    catalogItems: values('catalogItem', query.catalogItem),
    configItems: values('configItem', query.configItem),
    numbers: values('number', query.number)?.map((number) => number.toUpperCase()),
    createdAfter: query.createdAfter,
    createdBefore: query.createdBefore,
    updatedAfter: query.updatedAfter,
    updatedBefore: query.updatedBefore,
    dueBefore: query.dueBefore,
    view: query.view,
    q: text(query.q),
  };
}

function values(field: string, given: string | undefined): string[] | undefined {
  if (given === undefined) return undefined;
  const list = given
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  if (list.length > VALUES_MAX) invalid(`/${field}`, `At most ${VALUES_MAX} values.`);
  return list.map((value) => plain(field, value));
}

function known<T extends string>(
  field: string,
  choices: readonly T[],
  given: string | undefined,
): T[] | undefined {
  return values(field, given)?.map(
    (value) =>
      choices.find((choice) => choice === value) ??
      invalid(`/${field}`, `"${value}" is none of ${choices.join(', ')}.`),
  );
}

const NAMED: Readonly<Record<string, readonly Status[]>> = {
  open: STATUSES.filter((status) => !isFinished(status)),
  finished: FINISHED,
};

function statuses(given: string | undefined): Status[] | undefined {
  const names = known('status', [...STATUSES, ...Object.keys(NAMED)], given);
  return names && [...new Set(names.flatMap((name) => NAMED[name] ?? [name as Status]))];
}

function numbers(field: string, most: number, given: string | undefined): number[] | undefined {
  return values(field, given)?.map((value) =>
    /^[1-9]$/.test(value) && Number(value) <= most
      ? Number(value)
      : invalid(`/${field}`, `"${value}" is no number from 1 to ${most}.`),
  );
}

const text = (given: string | undefined): string | undefined =>
  given === undefined || given.trim() === '' ? undefined : plain('q', given);

/** PostgreSQL holds no null characters; percent-encoding can bring one. */
const plain = (field: string, value: string): string =>
  value.includes('\u0000') ? invalid(`/${field}`, 'A null character is no text.') : value;

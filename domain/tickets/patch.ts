/**
 * What may be changed on a ticket, and the reading of such a change from JSON that nobody has checked yet: a process's
 * `set`, or an item of a bulk call. An unknown field or a wrong value is refused with a pointer to it.
 */
import { isObject } from '#engine/json.ts';
import { DomainError, type FieldError } from '../errors.ts';
import {
  HOLD_REASONS,
  type HoldReason,
  LEVELS,
  type Level,
  LIMITS,
  PRIORITIES,
  type Priority,
  STATUSES,
  type Status,
} from './values.ts';

export type TicketPatch = {
  title?: string;
  description?: string;
  status?: Status;
  holdReason?: HoldReason;
  impact?: Level;
  urgency?: Level;
  /** Null gives the priority back to the matrix. */
  priority?: Priority | null;
  category?: string | null;
  /** A key or an id. */
  queue?: string | null;
  /** An address or an id. */
  assignee?: string | null;
  requester?: string;
  organization?: string | null;
  tags?: string[];
  /** Only where no clock says when it is due. */
  dueAt?: Date | null;
  /** Merged into what is there (RFC 7396): null takes a field away. */
  custom?: Record<string, unknown>;
};

type Check = (value: unknown) => string | null;

const text =
  (max: number, min = 0): Check =>
  (value) =>
    typeof value === 'string' &&
    value.length >= min &&
    value.length <= max &&
    value.trim().length >= min
      ? null
      : `Text of ${min} to ${max} characters.`;
const oneOf =
  (choices: readonly (string | number)[]): Check =>
  (value) =>
    choices.includes(value as string) ? null : `One of ${choices.join(', ')}.`;
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null ? null : check(value);
const reference = text(320, 1);
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

const CHECKS: Readonly<Record<keyof TicketPatch, Check>> = {
  title: text(LIMITS.titleLength, 1),
  description: orNull(text(LIMITS.descriptionLength)),
  status: oneOf(STATUSES),
  holdReason: orNull(oneOf(HOLD_REASONS)),
  impact: oneOf(LEVELS),
  urgency: oneOf(LEVELS),
  priority: orNull(oneOf(PRIORITIES)),
  category: orNull(text(LIMITS.categoryLength)),
  queue: orNull(reference),
  assignee: orNull(reference),
  requester: reference,
  organization: orNull(reference),
  tags: (value) =>
    Array.isArray(value) &&
    value.length <= LIMITS.tags &&
    value.every((tag) => text(LIMITS.tagLength, 1)(tag) === null)
      ? null
      : `At most ${LIMITS.tags} tags of at most ${LIMITS.tagLength} characters.`,
  dueAt: (value) =>
    value === null ||
    (typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value)))
      ? null
      : 'An instant (ISO 8601).',
  custom: (value) =>
    isObject(value) && JSON.stringify(value).length <= LIMITS.customBytes
      ? null
      : 'An object of at most 64 KB.',
};

/** Takes `custom.<name>` as one field of `custom`, as a process writes it. @throws DomainError invalid_input */
export function toTicketPatch(set: Readonly<Record<string, unknown>>, at = ''): TicketPatch {
  const errors: FieldError[] = [];
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(set)) {
    if (name.startsWith('custom.')) {
      const custom = isObject(fields.custom) ? fields.custom : {};
      fields.custom = { ...custom, [name.slice('custom.'.length)]: value };
    } else if (!Object.hasOwn(CHECKS, name)) {
      errors.push({
        pointer: `${at}/${escapePointer(name)}`,
        detail: `A ticket has no field "${name}" that can be set. It has ${Object.keys(CHECKS).join(', ')}.`,
      });
    } else
      fields[name] =
        name === 'custom' && isObject(fields.custom)
          ? { ...(isObject(value) ? value : {}), ...fields.custom }
          : value;
  }
  for (const [name, value] of Object.entries(fields)) {
    const wrong = value === undefined ? null : CHECKS[name as keyof TicketPatch](value);
    if (wrong) errors.push({ pointer: `${at}/${name}`, detail: wrong });
  }
  if (errors.length > 0)
    throw new DomainError('invalid_input', 'The change of the ticket is not valid.', { errors });
  return { ...fields, ...normal(fields) } as TicketPatch;
}

/** Null empties a description, says nothing of a hold reason; an instant is a date. */
function normal(fields: Readonly<Record<string, unknown>>): Partial<TicketPatch> {
  return {
    ...(fields.description === null ? { description: '' } : {}),
    ...(fields.holdReason === null ? { holdReason: undefined } : {}),
    ...(typeof fields.dueAt === 'string' ? { dueAt: new Date(fields.dueAt) } : {}),
  };
}

/** @throws DomainError invalid_input when the whole grows too large */
export function mergeCustom(
  custom: Readonly<Record<string, unknown>>,
  change: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...custom };
  for (const [name, value] of Object.entries(change)) {
    if (value === null) delete merged[name];
    else if (value !== undefined) merged[name] = value;
  }
  if (JSON.stringify(merged).length > LIMITS.customBytes) {
    throw new DomainError('invalid_input', 'The custom fields are too large.', {
      errors: [{ pointer: '/custom', detail: 'At most 64 KB in all.' }],
    });
  }
  return merged;
}

const escapePointer = (name: string): string => name.replace(/~/g, '~0').replace(/\//g, '~1');

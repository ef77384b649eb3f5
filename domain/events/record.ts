/** Writes an event in the same transaction as the change it tells of. */
import { createHmac } from 'node:crypto';
import { newId } from '../ids.ts';
import { personKey } from '../seals/person-keys.ts';
import type { Work } from '../work.ts';
import { type Change, EventPersonal, EventRow } from './event.ts';

export type Subject = {
  readonly kind:
    | 'ticket'
    | 'task'
    | 'approval'
    | 'run'
    | 'process'
    | 'ruleset'
    | 'person'
    | 'group'
    | 'role'
    | 'queue'
    | 'tenant'
    | 'clock'
    | 'mail'
    | 'catalogItem'
    | 'calendar'
    | 'meeting'
    | 'outbox'
    | 'token'
    | 'organization'
    | 'secret'
    | 'policy'
    | 'contract'
    | 'recount'
    | 'forecast'
    | 'ladder'
    | 'message'
    | 'thread'
    | 'rota'
    | 'service'
    | 'updateTemplate'
    | 'majorIncident'
    | 'configItem'
    | 'freeze'
    | 'maintenanceWindow'
    | 'board'
    | 'review'
    | 'standardChange';
  readonly id: string;
};

export type Happening = {
  readonly type: string;
  readonly subject: Subject;
  readonly ticketId?: string | null;
  readonly changes?: Readonly<Record<string, Change>>;
  readonly data?: Readonly<Record<string, unknown>>;
  /** Fields whose values belong to a person: they are sealed under that person's key and stand here only as a hash. */
  readonly personal?: {
    readonly personId: string;
    readonly fields: Readonly<Record<string, Change>>;
  };
};

/** Returns the event's id, which the messages it causes carry. */
export async function record(work: Work, happening: Happening): Promise<string> {
  const id = newId();
  const changes: Record<string, Change> = { ...happening.changes };
  if (happening.personal && Object.keys(happening.personal.fields).length > 0) {
    const { personId, fields } = happening.personal;
    const key = await personKey(work, personId);
    for (const [field, change] of Object.entries(fields)) {
      changes[field] = {
        before: fingerprint(key.bytes, change.before),
        after: fingerprint(key.bytes, change.after),
      };
    }
    work.em.create(
      EventPersonal,
      { eventId: id, personId, at: work.now, tenantId: work.tenantId, sealed: key.seal(fields) },
      { persist: true },
    );
  }
  work.em.create(
    EventRow,
    {
      id,
      at: work.now,
      tenantId: work.tenantId,
      type: happening.type,
      subjectKind: happening.subject.kind,
      subjectId: happening.subject.id,
      ticketId:
        happening.ticketId ?? (happening.subject.kind === 'ticket' ? happening.subject.id : null),
      actorKind: work.actor.kind,
      actorId: work.actor.id,
      causeKind: work.cause.kind,
      causeId: work.cause.id,
      causeLabel: work.cause.label,
      changes,
      data: { ...happening.data },
    },
    { persist: true },
  );
  work.sent.value = true;
  return id;
}

/** A keyed hash, so that a short value cannot be guessed from it; null stays null. */
export function fingerprint(key: Uint8Array, value: unknown): { hash: string } | null {
  if (value === null || value === undefined) return null;
  return { hash: createHmac('sha256', key).update(JSON.stringify(value)).digest('base64url') };
}

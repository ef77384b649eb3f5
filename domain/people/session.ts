/**
 * Sessions of a browser: a random secret in a cookie, its hash here, and a second secret that only our page knows and sends
 * with every write. A session ends by itself after some idle hours, at the latest after thirty days.
 */
import { randomBytes } from 'node:crypto';
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';
import { hashSecret, SESSION_TTL_MS } from './principals.ts';

export type StartedSession = {
  readonly personId: string;
  readonly tenantId: string;
  readonly secret: string;
  readonly csrfToken: string;
};

export async function startSession(
  work: Work,
  personId: string,
  userAgent: string | null,
): Promise<StartedSession> {
  const secret = randomBytes(32).toString('base64url');
  const csrfToken = randomBytes(24).toString('base64url');
  const id = newId();
  await work.em.execute(
    `insert into session (id, tenant_id, person_id, token_hash, csrf_token, user_agent, created_at, last_seen_at, expires_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      work.tenantId,
      personId,
      hashSecret(secret),
      csrfToken,
      userAgent?.slice(0, 300) ?? null,
      work.now,
      work.now,
      new Date(work.now.getTime() + SESSION_TTL_MS),
    ],
  );
  await record(work, {
    type: 'session.started',
    subject: { kind: 'person', id: personId },
    data: { sessionId: id },
  });
  return { personId, tenantId: work.tenantId, secret, csrfToken };
}

export type SessionInfo = {
  readonly id: string;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
};

export async function sessionsOf(work: Work, personId: string): Promise<SessionInfo[]> {
  const rows = await work.em.execute<
    {
      id: string;
      user_agent: string | null;
      created_at: Date;
      last_seen_at: Date;
      expires_at: Date;
    }[]
  >(
    `select id, user_agent, created_at, last_seen_at, expires_at from session
     where person_id = ? and expires_at > ? order by last_seen_at desc, id limit 200`,
    [personId, work.now],
  );
  return rows.map((row) => ({
    id: row.id,
    userAgent: row.user_agent,
    createdAt: new Date(row.created_at),
    lastSeenAt: new Date(row.last_seen_at),
    expiresAt: new Date(row.expires_at),
  }));
}

/** Ends one of a person's sessions. @throws DomainError not_found */
export async function endSession(work: Work, personId: string, sessionId: string): Promise<void> {
  const ended = await work.em.execute<unknown[]>(
    'delete from session where id = ? and person_id = ? returning 1',
    [sessionId, personId],
  );
  if (ended.length === 0) throw new DomainError('not_found', 'There is no such session of yours.');
  await record(work, {
    type: 'session.ended',
    subject: { kind: 'person', id: personId },
    data: { sessionId },
  });
}

/** Ends all of a person's sessions, save one. */
export async function endSessions(
  work: Work,
  personId: string,
  keep: string | null = null,
): Promise<void> {
  await work.em.execute('delete from session where person_id = ? and id is distinct from ?::uuid', [
    personId,
    keep,
  ]);
}

/** Entity tags (RFC 9110): `"v<version>"` on single resources, `If-Match` honoured on every write and required on none. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#domain/errors.ts';

export function etag(reply: FastifyReply, version: number): void {
  reply.header('etag', `"v${version}"`);
}

/**
 * The version the caller read, for the operation to compare; undefined when they do not care (`*` or no header).
 * @throws DomainError stale_version for a tag that was never ours and so cannot match.
 */
export function ifMatch(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined || header.trim() === '*') return undefined;
  const match = /^(?:W\/)?"v(\d{1,9})"$/.exec(header.trim());
  if (!match) {
    throw new DomainError(
      'stale_version',
      `If-Match ${header} is not the entity tag of this resource, which looks like "v3".`,
    );
  }
  return Number(match[1]);
}

/** Whether the caller wants to make what is not there yet, and to change nothing that is (`If-None-Match: *`). */
export function ifNoneMatch(request: FastifyRequest): boolean {
  return request.headers['if-none-match']?.trim() === '*';
}

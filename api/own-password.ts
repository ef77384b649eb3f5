/** The caller's password, given again for what a stolen session must not do. */
import type { FastifyRequest } from 'fastify';
import { demandPassword } from '#domain/people/sign-in.ts';
import { principalOf } from './plugins/principal.ts';
import { whoOf } from './plugins/unit-of-work.ts';

/** `pointer`: the field it came in. @throws DomainError password_required, sign_in_throttled */
export async function demandOwnPassword(
  request: FastifyRequest,
  password: string | undefined,
  pointer?: string,
): Promise<void> {
  const principal = principalOf(request);
  const attempt = { email: principal.email, networkAddress: request.ip };
  await demandPassword(
    request.server.store,
    whoOf(request, principal),
    principal.personId,
    password,
    attempt,
    pointer,
  );
}

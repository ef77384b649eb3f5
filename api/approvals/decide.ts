/** A decision of the caller’s, in a transaction of its own. */
import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { getApproval } from '#domain/approvals/read.ts';
import { type Ballot, changedSince, vote } from '#domain/approvals/vote.ts';
import { personMeant } from '#domain/people/find.ts';
import { demandOwnPassword } from '../own-password.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { presentApproval } from './present.ts';
import type { Approval } from './schemas.ts';

/** As it is said over HTTP: `for` is an address. */
type Said = Omit<Ballot, 'forId' | 'isSigned' | 'place'> & {
  readonly for?: string;
  readonly password?: string;
};

/** `index`: its place among several of one request. @throws DomainError as `vote` does */
export async function decide(
  request: FastifyRequest,
  id: string,
  { for: address, password, ...ballot }: Said,
  { expected, index }: { readonly expected?: number | undefined; readonly index?: number } = {},
): Promise<Static<typeof Approval>> {
  if (password !== undefined) await demandOwnPassword(request, password);
  const isSigned = password !== undefined;
  const decided = await inWork(
    request,
    async (work, principal) => {
      const forId =
        address === undefined ? {} : { forId: (await personMeant(work, address, '/for')).id };
      const taken = await vote(work, principal, id, { ...ballot, ...forId, isSigned }, expected);
      return taken === 'askedAgain'
        ? null
        : presentApproval(await getApproval(work, principal, id), principal);
    },
    ...(index === undefined ? [] : [index]),
  );
  // That everybody is asked again stays, so this is said only now.
  if (decided === null) throw changedSince();
  return decided;
}

/** Somebody who may manage people must remain, or nobody could ever let anybody in again. */
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';

export type Managers = {
  /** @throws DomainError transition_not_allowed when there was somebody before and is nobody now. */
  demandOne(): Promise<void>;
};

/**
 * To be called before a change. Two who take each other's role away at once wait for each other on the tenant's row, and for nobody
 * who only writes something of the tenant: who does may be about to write something of this person.
 */
export async function watchManagers(work: Work): Promise<Managers> {
  await work.em.execute('select 1 from tenant where id = ? for no key update', [work.tenantId]);
  const hadOne = await hasManager(work);
  return {
    async demandOne() {
      if (!hadOne || (await hasManager(work))) return;
      throw new DomainError(
        'transition_not_allowed',
        'Nobody would be left who may manage people.',
      );
    },
  };
}

async function hasManager(work: Work): Promise<boolean> {
  const rows = await work.em.execute<unknown[]>(
    `select 1 from person p join person_role pr on pr.person_id = p.id join role r on r.id = pr.role_id
     where p.active and r.permissions @> '[{"permission": "people.manage", "scope": "all"}]' limit 1`,
  );
  return rows.length > 0;
}

/**
 * What one has changed oneself in the tickets of a view. Who begins on the next word before the answer to the first is there begins
 * on a ticket that does not have it yet: it is put there, lest one's own word is taken for somebody else's.
 */
import type { TicketChange } from '#designer/client/tickets.ts';
import type { TicketItem } from '#designer/client/types/tickets.ts';

type Change = { fields: Partial<TicketItem>; version: number };

export class OwnChanges {
  /** By ticket and field: the last of each. */
  readonly #changes = new Map<string, Map<string, Change>>();

  /** `ticket` is as it was after the change of `part`. */
  add(ticket: TicketItem, part: TicketChange): void {
    const changes = this.#changes.get(ticket.id) ?? new Map<string, Change>();
    this.#changes.set(ticket.id, changes);
    for (const field of Object.keys(part))
      if (field in ticket)
        changes.set(field, {
          fields: { [field]: ticket[field as keyof TicketItem] },
          version: ticket.version,
        });
  }

  /** The ticket with what one changed in it after it was as it is here. */
  put<T extends TicketItem>(base: T): T {
    const since = [...(this.#changes.get(base.id)?.values() ?? [])].filter(
      ({ version }) => version > base.version,
    );
    return Object.assign({}, base, ...since.map(({ fields }) => fields));
  }
}

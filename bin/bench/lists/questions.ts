/** What a desk asks all day, each as the product's own query and as somebody would write it by hand in SQL. */
import type { TicketFilter } from '#domain/tickets/filter.ts';
import { WORDS } from './generate.ts';

export type Question = {
  readonly filter: TicketFilter;
  readonly sort: string;
  /** Conditions and order of the hand-written statement; `$1` is the tenant, `$2` the person. */
  readonly where: string;
  readonly order: string;
  readonly params: readonly unknown[];
};

const OPEN = "t.status not in ('resolved', 'closed', 'cancelled')";
const NEWEST = 't.updated_at desc, t.id desc';
const URGENT = 't.priority, t.updated_at desc, t.id desc';
const QUEUES = ['service-desk', 'network', 'hardware', 'software', 'change'];

/** The views beside the list: my work, what nobody has, each queue, everything open, everything. */
export function viewQuestion(turn: number): Question {
  const queue = QUEUES[turn % QUEUES.length] ?? '';
  const views: Question[] = [
    {
      filter: { view: 'mine' },
      sort: 'priority,-updatedAt',
      where: `${OPEN} and t.assignee_id = $2`,
      order: URGENT,
      params: [],
    },
    {
      filter: { view: 'unassigned' },
      sort: 'priority,-updatedAt',
      where: `${OPEN} and t.assignee_id is null`,
      order: URGENT,
      params: [],
    },
    {
      filter: { view: 'open', queues: [queue] },
      sort: 'priority,-updatedAt',
      where: `${OPEN} and t.queue_id = (select id from queue where tenant_id = $1 and key = $3)`,
      order: URGENT,
      params: [queue],
    },
    {
      filter: { queues: [queue] },
      sort: '-updatedAt',
      where: 't.queue_id = (select id from queue where tenant_id = $1 and key = $3)',
      order: NEWEST,
      params: [queue],
    },
    { filter: { view: 'open' }, sort: '-updatedAt', where: OPEN, order: NEWEST, params: [] },
    { filter: {}, sort: '-updatedAt', where: 'true', order: NEWEST, params: [] },
  ];
  return views[turn % views.length] ?? raise();
}

/** One or two words, some common, some rare. */
export function searchQuestion(turn: number, random: () => number): Question {
  const word = () => `word${Math.floor(random() ** 2 * WORDS)}`;
  const words = turn % 2 === 0 ? [word()] : [word(), word()];
  return {
    filter: { q: words.join(' ') },
    sort: '-updatedAt',
    where: "t.search @@ to_tsquery('simple', $3)",
    order: NEWEST,
    params: [
      words.map((one, index) => `${one}${index === words.length - 1 ? ':*' : ''}`).join(' & '),
    ],
  };
}

const raise = (): never => {
  throw new Error('invariant: there are views');
};

/**
 * A board with one meeting, played for a page: it takes votes and decisions as the API does, counts them, moves its version with
 * each, and remembers what it was sent.
 */
import type { Page, Route } from 'playwright-core';
import type { Ruling, Voting } from '#designer/client/cab.ts';
import type {
  AgendaItem,
  Attendance,
  Board,
  BoardRole,
  CastVote,
  Meeting,
  MeetingState,
} from '#designer/client/types/cab.ts';
import type { Person } from '#designer/client/types/people.ts';

export const person = (name: string): Person => ({
  id: name.toLowerCase(),
  name,
  email: `${name.toLowerCase()}@demo.test`,
});
/** Who looks at the page. */
export const MAYA: Person = { id: '1', email: 'maya@demo.test', name: 'Maya' };
export const CAB = { id: 'b1', key: 'cab', name: 'Change advisory board' };
export const MEETING = 'm1';

export const anItem = (number: number, part: Partial<AgendaItem> = {}): AgendaItem => ({
  ticket: {
    id: `t${number}`,
    number: `CHG-${String(number).padStart(6, '0')}`,
    title: `Change number ${number}`,
    status: 'authorize',
    priority: 3,
    readable: true,
  },
  state: 'waiting',
  message: '',
  late: false,
  admitted: false,
  votes: [],
  verdict: 'no_votes',
  takingPart: 0,
  count: { approve: 0, reject: 0, abstain: 0, recused: 0 },
  standIns: [],
  speaksFor: [],
  decision: null,
  castingVote: false,
  note: null,
  discussion: '',
  deferredTo: null,
  conditions: [],
  plan: 1,
  altered: [],
  version: 1,
  allowed: [],
  ...part,
});

export const aVote = (
  who: Person,
  vote: CastVote['vote'],
  comment = '',
  standIn: Person | null = null,
): CastVote => ({
  person: who,
  vote,
  comment,
  at: '2026-11-24T09:05:00Z',
  enteredBy: null,
  standIn,
});

type Seats = readonly (readonly [Person, BoardRole, (Attendance | null)?])[];
type Sent = { readonly method: string; readonly path: string; readonly body: unknown };
type Refusal = { readonly status: number; readonly code: string; readonly detail: string };

/** Whatever a page may say to the API of meetings. */
type Said = Ruling &
  Partial<Voting> & {
    readonly person?: string;
    readonly attendance?: Attendance | null;
    readonly through?: string | null;
  };

type Options = {
  readonly seats: Seats;
  readonly items: readonly AgendaItem[];
  readonly state?: MeetingState;
  readonly quorum?: number;
  readonly name?: string;
  /** Who looks at the page runs it. */
  readonly runs?: boolean;
  readonly current?: string | null;
  /** Who stands in for whom: the one, then the member. */
  readonly standIns?: readonly (readonly [Person, Person])[];
};

export class PlayedBoard {
  readonly sent: Sent[] = [];
  /** How the next acts are refused, the first first. */
  readonly refusals: Refusal[] = [];
  readonly boards: Board[] = [];
  meeting: Meeting;
  private readonly runs: boolean;

  constructor(options: Options) {
    const { seats, items, state = 'open', quorum = 2, runs = false } = options;
    const now = Date.now();
    const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
    this.runs = runs;
    const isOver = state === 'ended' || state === 'closed';
    this.meeting = {
      id: MEETING,
      board: CAB,
      name: options.name ?? 'CAB, week 48',
      state,
      virtual: false,
      scheduledAt: at(-20),
      endsAt: at(40),
      cutOffAt: at(-1_440),
      gatheredAt: at(-1_440),
      openedAt: state === 'planned' ? null : at(-20),
      endedAt: isOver ? at(0) : null,
      closedAt: null,
      reason: null,
      quorum,
      current: options.current ?? null,
      minutes: isOver ? 'CHG-000001: approved.' : '',
      version: 1,
      allowed: [],
      members: seats.map(([who, role, attendance = null]) => ({
        person: who,
        role,
        attendance,
        through: null,
      })),
      standIns: (options.standIns ?? []).map(([who, member]) => ({
        person: who,
        for: member,
        now: true,
      })),
      items: [...items],
    };
  }

  /** Somebody else does something, and every page is told. */
  async meanwhile(page: Page, change: (meeting: Meeting) => void): Promise<void> {
    change(this.meeting);
    this.meeting.version += 1;
    await page.evaluate((id) => {
      const event = { type: 'meeting.voted', subject: { kind: 'meeting', id }, at: '' };
      const channel = new BroadcastChannel('perdura.live');
      channel.postMessage({ event });
      channel.close();
    }, MEETING);
  }

  itemOf(number: number): AgendaItem {
    const item = this.meeting.items.find(({ ticket }) => ticket.id === `t${number}`);
    if (!item) throw new Error(`no change ${number} on the agenda`);
    return item;
  }

  async play(page: Page, permissions: readonly string[] = ['ticket.update', 'cab.manage']) {
    const session = {
      user: { ...MAYA, locale: null, timeZone: 'Europe/Berlin' },
      tenant: { key: 'main', name: 'Main' },
      permissions,
      roles: [],
      counts: { approvals: 0, tasks: 0 },
      // Whoever is played sits on the board, or stands in there.
      meetings: true,
      sendsMail: true,
    };
    await page.route('**/api/v1/auth/session', (route) => route.fulfill({ json: session }));
    await page.route('**/api/v1/cab/**', (route) => this.answer(route));
    await page.route('**/api/v1/tickets/t*', (route) => route.fulfill({ json: ticketOf(route) }));
    await page.route('**/api/v1/changes/t*', (route) => route.fulfill({ json: changeOf(route) }));
    // How risky it is and why is told by the board's own answer.
    await page.route('**/api/v1/changes/t*/risk', (route) =>
      route.fulfill({
        status: 403,
        json: { type: '/problems/not_permitted', title: 'No', status: 403, detail: 'No.' },
      }),
    );
    await page.route('**/api/v1/tickets/t*/config-items', (route) =>
      route.fulfill({ json: { items: [], allowed: [] } }),
    );
  }

  private async answer(route: Route): Promise<void> {
    const request = route.request();
    const path = new URL(request.url()).pathname.replace('/api/v1/cab', '');
    const method = request.method();
    const items = (list: readonly unknown[]) =>
      route.fulfill({ json: { items: list, nextCursor: null } });
    if (method !== 'GET') {
      const body: Said | null = request.postDataJSON();
      this.sent.push({ method, path, body });
      const tag = request.headers()['if-match'];
      const isStale = tag !== undefined && tag !== `"v${this.meeting.version}"`;
      const refusal =
        this.refusals.shift() ??
        (isStale && path.startsWith('/meetings')
          ? { status: 412, code: 'stale_version', detail: 'It has been changed.' }
          : this.act(method, path, body ?? {}));
      if (refusal) {
        const { status, code, detail } = refusal;
        const json = { type: `/problems/${code}`, title: code, status, detail };
        return route.fulfill({ status, json, contentType: 'application/problem+json' });
      }
      this.meeting.version += 1;
    }
    if (path === '/boards' && method === 'GET') return items(this.boards);
    if (path.startsWith('/boards')) return route.fulfill({ json: this.boards[0] ?? {} });
    if (path === '/meetings' && method === 'GET') {
      const states = new URL(request.url()).searchParams.get('state') ?? '';
      return items(states.includes(this.meeting.state) ? [this.line()] : []);
    }
    if (method === 'GET' && path.includes('/items/')) {
      const { description, requester } = ticketOf(route);
      const change = { ...changeOf(route), requester };
      return route.fulfill({
        json: { description, change, conflicts: { items: CONFLICTS }, risk: RISK },
      });
    }
    return route.fulfill({ json: this.shown() });
  }

  private act(method: string, path: string, body: Said): Refusal | null {
    const { meeting } = this;
    const on = /\/items\/([^/]+)/.exec(path)?.[1];
    const item = meeting.items.find(({ ticket }) => ticket.id === on);
    const now = new Date().toISOString();
    if (path.startsWith('/boards')) return null;
    if (path.endsWith('/votes') && item) {
      const { vote = 'abstain', comment = '', for: whose } = body;
      const isMember = meeting.members.some((one) => one.person.id === MAYA.id);
      const own = isMember && (whose ?? MAYA.id) === MAYA.id ? [MAYA] : [];
      const others = this.represented(item).filter(({ id }) => (whose ?? id) === id);
      const entered = [...own, ...others].length > 0 ? undefined : whose;
      const member = meeting.members.find((one) => one.person.id === entered)?.person;
      const voters = member ? [member] : [...own, ...others];
      if (voters.length === 0)
        return { status: 403, code: 'not_permitted', detail: 'Not a member.' };
      for (const who of voters) {
        const standIn = others.includes(who) ? MAYA : null;
        item.votes = item.votes.filter((one) => one.person.id !== who.id);
        item.votes.push({
          person: who,
          vote,
          comment,
          at: now,
          standIn,
          enteredBy: member ? MAYA : null,
        });
      }
      item.version += 1;
    } else if (item && method === 'DELETE')
      meeting.items = meeting.items.filter((one) => one !== item);
    else if (item) return this.rule(item, body);
    else if (path.endsWith('/open')) Object.assign(meeting, { state: 'open', openedAt: now });
    else if (path.endsWith('/end'))
      Object.assign(meeting, { state: 'ended', endedAt: now, minutes: this.written() });
    else if (path.endsWith('/close')) Object.assign(meeting, { state: 'closed', closedAt: now });
    else if (path.endsWith('/cancel')) Object.assign(meeting, { state: 'cancelled', ...body });
    else if (path.endsWith('/attendance')) {
      const { person: id, attendance = null, through = null } = body;
      const member = meeting.members.find((one) => one.person.id === id);
      const standIn = meeting.standIns.find((one) => one.person.id === through)?.person ?? null;
      if (member) Object.assign(member, { attendance, through: standIn });
    } else if (method === 'PATCH') Object.assign(meeting, body);
    return null;
  }

  private rule(item: AgendaItem, body: Said): Refusal | null {
    const { decision, conditions, position, deferTo: _, seenVersion, ...rest } = body;
    if (seenVersion !== undefined && seenVersion !== item.version)
      return { status: 412, code: 'stale_version', detail: 'It has been changed.' };
    const { verdict } = this.counted(item);
    const isCarried = verdict === decision || (verdict === 'tie' && rest.castingVote === true);
    if (decision && decision !== 'deferred' && !isCarried)
      return { status: 409, code: 'decision_not_carried', detail: `The votes come to ${verdict}.` };
    Object.assign(item, rest);
    if (decision !== undefined) Object.assign(item, { decision, version: item.version + 1 });
    if (conditions)
      item.conditions = conditions.map((one) => ({
        id: null,
        text: one.text,
        before: one.before,
        met: null,
        person: this.meeting.members.find((two) => two.person.id === one.person)?.person ?? null,
      }));
    if (position !== undefined) {
      this.meeting.items = this.meeting.items.filter((one) => one !== item);
      this.meeting.items.splice(position, 0, item);
    }
    return null;
  }

  private written(): string {
    return this.meeting.items
      .map(({ ticket, decision }) => `${ticket.number}: ${decision ?? 'undecided'}.`)
      .join('\n');
  }

  /** Who may speak for members who are not there and have not said anything themselves. */
  private standInsOn({ votes }: AgendaItem): { person: Person; for: Person }[] {
    const { standIns, members } = this.meeting;
    return standIns
      .filter(({ for: member }) => {
        const cast = votes.find((one) => one.person.id === member.id);
        const seat = members.find((one) => one.person.id === member.id);
        const isThere = seat?.attendance === 'present' && seat.through === null;
        return !isThere && (!cast || cast.standIn !== null);
      })
      .map((one) => ({ person: one.person, for: one.for }));
  }

  /** Whom the reader may speak for. */
  private represented(item: AgendaItem): Person[] {
    return this.standInsOn(item).flatMap((one) => (one.person.id === MAYA.id ? [one.for] : []));
  }

  /** People, whoever they speak for. */
  private counted({ votes }: AgendaItem): Pick<AgendaItem, 'verdict' | 'takingPart' | 'count'> {
    const { members, quorum } = this.meeting;
    const people = new Map<string, CastVote['vote'] | null>();
    for (const { person: who, attendance, through } of members)
      if (
        attendance === 'present' &&
        !votes.some((one) => one.person.id === who.id && one.standIn === null)
      )
        people.set((through ?? who).id, null);
    for (const { person: who, standIn, vote } of votes) people.set((standIn ?? who).id, vote);
    const count = { approve: 0, reject: 0, abstain: 0, recused: 0 };
    for (const vote of people.values()) if (vote) count[vote] += 1;
    const { approve: pro, reject: contra } = count;
    const takingPart = people.size - count.recused;
    const sides = pro === contra ? 'tie' : pro > contra ? 'approved' : 'rejected';
    const verdict = takingPart < quorum ? 'no_quorum' : pro + contra === 0 ? 'no_votes' : sides;
    return { verdict, takingPart, count };
  }

  private line() {
    const { items, ...meeting } = this.meeting;
    const undecided = items.filter(({ decision }) => decision === null).length;
    return { ...meeting, items: items.length, undecided };
  }

  private shown(): Meeting {
    const { meeting, runs } = this;
    const { state } = meeting;
    const isMember = meeting.members.some((one) => one.person.id === MAYA.id);
    const isAlive = state === 'open' || state === 'planned';
    const acts: Partial<Record<MeetingState, string[]>> = {
      planned: ['open', 'move', 'cancel', 'addItem', 'order', 'edit', 'attendance'],
      open: ['addItem', 'order', 'current', 'end', 'edit', 'attendance'],
      ended: ['minutes', 'close', 'edit'],
    };
    return {
      ...meeting,
      allowed: [
        ...(runs ? (acts[state] ?? []) : []),
        ...((isMember || meeting.standIns.some(({ person: who }) => who.id === MAYA.id)) && isAlive
          ? ['attend']
          : []),
      ],
      items: meeting.items.map((item) => ({
        ...item,
        ...this.counted(item),
        standIns: isAlive && item.decision === null ? this.standInsOn(item) : [],
        speaksFor: isAlive && item.decision === null ? this.represented(item) : [],
        allowed: [
          ...(isAlive && item.decision === null && this.represented(item).length > 0
            ? ['standIn']
            : []),
          ...(isMember && isAlive && item.decision === null ? ['vote'] : []),
          ...(runs && isAlive ? ['decide', 'remove', 'cast'] : []),
          ...(runs && isAlive && item.decision === null ? ['voteFor'] : []),
          ...(runs && isAlive && item.late && !item.admitted ? ['admit'] : []),
        ],
      })),
    };
  }
}

const idOf = (route: Route): string =>
  /\/(t\d+)/.exec(new URL(route.request().url()).pathname)?.[1] ?? '';

const ticketOf = (route: Route) => ({
  id: idOf(route),
  number: idOf(route),
  title: 'New firewall',
  type: 'change',
  status: 'authorize',
  description: 'The old firewall is replaced. Nothing else changes.\nThe rules are taken over.',
  requester: person('Ines'),
  assignee: null,
  priority: 3,
  impact: 2,
  urgency: 2,
  version: 1,
  allowed: ['update'],
  holdReason: null,
  category: null,
  queue: null,
  organization: null,
  tags: [],
  custom: {},
  source: 'agent',
  catalogItem: null,
  dueAt: null,
  clock: null,
  resolvedAt: null,
  closedAt: null,
  createdAt: '2026-11-20T09:00:00Z',
  updatedAt: '2026-11-20T09:00:00Z',
});

const changeOf = (route: Route) => ({
  id: idOf(route),
  number: idOf(route),
  title: '',
  status: 'authorize',
  kind: 'normal',
  plannedFrom: '2026-12-05T20:00:00Z',
  plannedTo: '2026-12-05T22:00:00Z',
  actualFrom: null,
  actualTo: null,
  risk: 'medium',
  items: [],
  overrides: [],
  version: 1,
  impact: 'No network in Leipzig for ten minutes.',
  implementation: 'Swap, then switch.',
  testPlan: '',
  communication: '',
  backOut: 'Put the old one back.',
  allowed: [],
  standard: null,
  fixed: [],
  minutes: null,
  approvedBy: null,
  backingOut: null,
  result: null,
  steps: [
    {
      key: 's1',
      title: 'Swap the firewall',
      details: '',
      undo: 'Swap it back',
      minutes: 20,
      assignment: null,
      state: 'waiting',
      by: null,
      at: null,
      dueAt: null,
      task: null,
    },
  ],
});

const RISK = {
  risk: 'medium',
  by: 'rules',
  reason: '',
  judgedBy: null,
  judgedAt: null,
  suggested: 'medium',
  decidedBy: null,
  otherwise: 'How risky a change is',
  score: 20,
  questions: [],
  unanswered: [],
  facts: { points: 0, similar: 14, similarFailed: 3, dependants: 0, services: 0 },
  reasons: [
    {
      source: 'history',
      points: 20,
      rule: { id: 'failed-before', name: 'Similar ones' },
      texts: [],
      question: null,
      option: null,
    },
  ],
  version: 1,
  allowed: [],
};
const CONFLICTS = [
  {
    kind: 'freeze',
    change: null,
    path: [],
    person: null,
    items: [],
    windows: [],
    date: null,
    freeze: { id: 'f1', name: 'Year end', reason: 'The books are closed.' },
    isOverridden: false,
    from: '2026-12-01T00:00:00Z',
    to: '2026-12-31T00:00:00Z',
  },
];

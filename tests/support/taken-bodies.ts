/** For each route that takes a body, one that it takes: `{name}` stands for what its records are called. */
import { policyOf } from './policies.ts';

const DEFINITION = {
  key: 'hello',
  name: 'Hello',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    { id: 'end', type: 'endEvent' },
  ],
  flows: [{ id: 'f1', from: 'start', to: 'end' }],
};
const RULESET = {
  key: 'own-rules',
  name: 'Own rules',
  hitPolicy: 'first',
  rules: [
    {
      id: 'all',
      conditions: { all: [{ fact: 'ticket.priority', operator: 'equal', value: 1 }] },
      set: { found: true },
    },
  ],
};
const WEEK = { mon: [['09:00', '17:00']] };
const AT = '2027-01-04T10:00:00.000Z';
const LADDER = {
  key: 'made',
  name: 'Made',
  levels: [{ name: 'One', to: [{ relation: 'inCharge' }], wait: { minutes: 5 } }],
};
const FREEZE = {
  ...{ name: 'Made', reason: 'Made', scope: { kind: 'kinds', kinds: ['standard'] } },
  ...{ from: AT, to: '2027-01-05T10:00:00.000Z' },
};
const QUESTION = {
  ...{ key: 'made', text: 'Made?', help: '', kinds: ['normal'] },
  options: [
    { key: 'yes', text: 'Yes', points: 0 },
    { key: 'no', text: 'No', points: 20 },
  ],
};
const WINDOW = {
  ...{ name: 'Made', scope: { kind: 'all' } },
  opens: {
    ...{ first: '2026-01-04', time: '02:00', minutes: 120, timeZone: 'UTC' },
    rrule: 'FREQ=WEEKLY;BYDAY=SU',
  },
};
const DAY_MS = 86_400_000;
const ROTA_BEGAN = '2026-01-01';
/** A day to come on which the first of two has the rota below, and so many days later. */
const onDay = (later: number): string => {
  const begun = Date.parse(ROTA_BEGAN);
  const pairs = Math.ceil((Date.now() - begun) / DAY_MS / 2) + 1;
  return new Date(begun + (pairs * 2 + later) * DAY_MS).toISOString();
};

export const TAKEN_BODIES: Readonly<Record<string, unknown>> = {
  'POST /auth/login': { email: 'a@example.test', password: 'x' },
  'PATCH /me': { name: 'Me' },
  'POST /me/password': { current: 'x', next: 'long enough' },
  'POST /me/tokens': { name: 'one' },
  'POST /me/notifications/read': { until: '2026-01-01T00:00:00.000Z' },
  'POST /users': { email: 'made@example.test', name: 'Made', roles: ['agent'] },
  'PATCH /users/{id}': { name: 'Changed' },
  'POST /groups': { key: 'made', name: 'Made', members: [] },
  'PATCH /groups/{id}': { name: 'Changed' },
  'POST /roles': {
    key: 'made',
    name: 'Made',
    permissions: [{ permission: 'ticket.read', scope: 'own' }],
  },
  'PATCH /roles/{id}': { name: 'Changed' },
  'POST /organizations': { key: 'made', name: 'Made' },
  'PATCH /organizations/{id}': { name: 'Changed' },
  'PUT /secrets/{key}': { value: 's3cret' },
  'POST /queues': { key: 'made', name: 'Made' },
  'PATCH /queues/{id}': { name: 'Changed' },
  'POST /calendars': {
    key: 'made',
    name: 'Made',
    timeZone: 'Europe/Berlin',
    week: WEEK,
    holidays: [],
  },
  'PATCH /calendars/{id}': { name: 'Changed' },
  'POST /calendars/{id}/compute': { from: AT, businessSeconds: 3600 },
  'POST /calendars/{id}/holidays/import': {
    days: [{ date: '2027-01-06', name: 'Epiphany' }],
    preview: true,
  },
  'POST /calendars/{id}/preview': { from: 'now', week: WEEK },
  'PATCH /changes/{id}': { plannedFrom: AT, plannedTo: '2027-01-04T12:00:00.000Z' },
  'PUT /change-questions': { questions: [QUESTION] },
  'POST /changes/{id}/next-slot': { minutes: 60 },
  'POST /changes/{id}/back-out': { reason: 'It does not do what it should' },
  'POST /changes/{id}/freeze-override': { reason: 'It cannot wait' },
  'POST /freezes': FREEZE,
  'POST /freezes/preview': { from: FREEZE.from, to: FREEZE.to, scope: FREEZE.scope },
  'PATCH /freezes/{id}': { name: 'Changed' },
  'POST /maintenance-windows': WINDOW,
  'POST /maintenance-windows/preview': { scope: WINDOW.scope, opens: WINDOW.opens },
  'PATCH /maintenance-windows/{id}': { name: 'Changed' },
  'POST /standard-changes': { key: 'made', name: 'Made', plan: { backOut: 'Put it back.' } },
  'PATCH /standard-changes/{key}': { name: 'Changed' },
  'POST /standard-changes/{key}/versions': { minutes: 30 },
  'POST /standard-changes/{key}/suspend': { reason: 'Made' },
  'POST /standard-changes/{key}/resume': { reason: 'Made' },
  'POST /standard-changes/{key}/retire': { reason: 'Made' },
  'POST /rotas': {
    key: 'made',
    name: 'Made',
    timeZone: 'UTC',
    layers: [
      {
        id: 'days',
        name: 'Days',
        people: ['admin@same.test', 'made@example.test'],
        rotation: { every: 1, unit: 'day', at: '00:00' },
        startsOn: ROTA_BEGAN,
      },
    ],
  },
  'PATCH /rotas/{id}': { name: 'Changed' },
  'POST /rotas/{id}/overrides': { person: 'made@example.test', from: onDay(8), to: onDay(9) },
  'POST /rotas/{id}/swaps': {
    gives: { from: onDay(0), to: onDay(1) },
    takes: { person: 'made@example.test', from: onDay(1), to: onDay(2) },
  },
  'POST /sla/policies': policyOf('made', ['incident'], 60),
  'PATCH /sla/policies/{id}': { name: 'Changed' },
  'PUT /sla/policies/order': { order: [] },
  'POST /sla/policies/explain': { facts: { type: 'incident', priority: 2 } },
  'POST /escalation-ladders/preview': { ladder: LADDER },
  'POST /sla/contracts': { key: 'made', name: 'Made', organization: 'made', tier: 'gold' },
  'PATCH /sla/contracts/{id}': { name: 'Changed' },
  'POST /forecasts': { type: 'incident' },
  'POST /sla/recounts': { from: 'begin' },
  'POST /escalation-ladders': LADDER,
  'PUT /escalation-ladders/{id}': LADDER,
  'POST /tickets/{id}/escalations/{eid}/snooze': { until: AT, reason: 'Later' },
  'POST /services': { key: 'made', name: 'Made' },
  'PATCH /services/{id}': { name: 'Changed' },
  'POST /update-templates': { key: 'made', name: 'Made', subject: 'S', body: 'B' },
  'PATCH /update-templates/{id}': { name: 'Changed' },
  'PATCH /major-incident-settings': { updateMinutes: { 1: 30, 2: 60, 3: 90 } },
  'POST /major-incidents': {
    ticket: 'INC-000001',
    severity: 1,
    commander: { user: 'made@example.test' },
    services: [{ service: 'made' }],
  },
  'PATCH /major-incidents/{id}': { headline: 'Changed' },
  'POST /major-incidents/{id}/updates': { stage: 'identified', subject: 'S', body: 'B' },
  'POST /major-incidents/{id}/updates/preview': { stage: 'identified', subject: 'S', body: 'B' },
  'POST /major-incidents/{id}/resolve': { note: 'Mended' },
  'POST /major-incidents/{id}/withdraw': { reason: 'A mistake' },
  'POST /major-incidents/{id}/review': { summary: 'S', cause: 'C', actions: [] },
  'POST /tickets/{id}/children': { tickets: ['INC-000002'] },
  'POST /config-items': { key: 'made', name: 'Made', kind: 'system' },
  'PATCH /config-items/{key}': { name: 'Changed' },
  'POST /config-items/import': { csv: 'key,name\r\ntaken,Taken\r\n' },
  'PUT /tickets/{id}/config-items': { items: ['made'] },
  'PUT /tickets/{id}/cause': { change: null },
  'POST /tickets': { type: 'incident', title: 'Made' },
  'PATCH /tickets/{id}': { title: 'Changed' },
  'POST /tickets/bulk': { items: [] },
  'POST /tickets/clocks/foretell': {
    ...{ at: AT, requester: {}, subjects: [] },
    moments: [{ at: AT, happening: 'opened', ticket: { type: 'incident', status: 'new' } }],
  },
  'POST /tickets/{id}/comments': { body: 'Said' },
  'POST /catalog/items/{key}/requests': {
    values: { model: 'Standard 14-inch', cost: 900, reason: 'Old.' },
  },
  'POST /cab/boards': {
    ...{ key: 'made', name: 'Made', timeZone: 'Europe/Oslo', quorum: 1 },
    meets: { starts: '2027-01-05T10:00', rrule: 'FREQ=WEEKLY;BYDAY=TU' },
    members: [{ person: 'admin@same.test', role: 'chair' }],
  },
  'PATCH /cab/boards/{board}': { name: 'Changed' },
  'POST /cab/meetings': { board: 'made', name: 'Board', scheduledAt: AT, changes: [] },
  'PATCH /cab/meetings/{id}': { name: 'Changed' },
  'POST /cab/meetings/{id}/cancel': { reason: 'Nobody has time.' },
  'PUT /cab/meetings/{id}/attendance': { person: 'admin@same.test', attendance: 'present' },
  'POST /cab/meetings/{id}/items': { change: 'CHG-000001' },
  'PATCH /cab/meetings/{id}/items/{ticket}': { decision: 'deferred' },
  'POST /cab/meetings/{id}/items/{ticket}/votes': { vote: 'recused' },
  'PUT /processes/{key}/draft': DEFINITION,
  'POST /processes/{key}/draft/publish': { note: 'First' },
  'POST /processes/{key}/versions/{number}/publish-again': { note: 'Again', presentVersion: 1 },
  'PUT /processes/{key}/rollout': { version: 1 },
  'PATCH /processes/{key}': { reviewRequired: true },
  'POST /processes/{key}/drafts/{author}/review': { decision: 'approve', sha256: 'a'.repeat(64) },
  'POST /processes/{key}/draft/simulate': { name: 'A story', happenings: [] },
  'POST /processes/{key}/draft/validate': DEFINITION,
  'POST /processes/{key}/scenarios': {
    scenario: { name: 'It ends', happenings: [], trace: ['completed'] },
    required: true,
  },
  'POST /processes/{key}/scenarios/from-run': {
    runId: '01890a5d-ac96-774b-bcce-b302099a8057',
    name: 'As it was',
  },
  'PUT /processes/{key}/scenarios/{id}': {
    scenario: { name: 'It ends', happenings: [] },
    required: false,
  },
  'POST /processes/{key}/threads': { body: 'Why is this asked twice?', element: 'start' },
  'PATCH /processes/{key}/threads/{id}': { resolved: true },
  'POST /processes/{key}/threads/{id}/comments': { body: 'Because of the law.' },
  'PATCH /processes/{key}/threads/{id}/comments/{comment}': { body: 'Because of the rules.' },
  'PUT /processes/{key}/presence/{tab}': { doing: 'editing', version: null, element: null },
  'POST /processes/{key}/runs': {},
  'PUT /rulesets/{key}': RULESET,
  'POST /rulesets/{key}/evaluate': { facts: { ticket: { priority: 1 } } },
  'POST /runs/{id}/retry': { reason: 'Again' },
  'POST /runs/{id}/cancel': { reason: 'No longer' },
  'POST /runs/{id}/repairs': { kind: 'correct', variables: { a: 1 }, reason: 'Mended' },
  'POST /runs/bulk': {
    ids: ['01890a5d-ac96-774b-bcce-b302099a8057'],
    reason: 'Again',
    act: { kind: 'retry' },
  },
  'POST /messages': { name: 'taken', key: 'taken', value: 1 },
  'POST /signals': { name: 'taken' },
  'POST /processes/{key}/moves/preview': { to: 1 },
  'POST /processes/{key}/draft/backtest': { limit: 10 },
  'POST /processes/{key}/moves': { to: 1, reason: 'Better' },
  'POST /tasks/{id}/complete': { values: {} },
  'POST /approvals/{id}/decision': { decision: 'approve' },
  'POST /approvals/{id}/questions': { text: 'Why?' },
  'POST /approvals/{id}/questions/{question}/answer': { text: 'Because' },
  'POST /approvals/by-link': { key: 'x' },
  'POST /approvals/by-link/renewal': { key: 'x' },
  'POST /approvals/by-link/decision': { key: 'x', decision: 'approve', subjectHash: 'x' },
  'POST /approvals/{id}/rounds': { reason: 'Once more' },
  'POST /delegations': { delegates: ['made@example.test'] },
  'PATCH /delegations/{id}': { reason: 'On leave' },
  'POST /approvals/bulk': {
    decisions: [
      { id: '01890a5d-ac96-774b-bcce-b302099a8057', decision: 'approve', subjectHash: 'x' },
    ],
  },
};

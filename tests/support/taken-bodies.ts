/** For each route that takes a body, one that it takes: `{name}` stands for what its records are called. */
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

export const TAKEN_BODIES: Readonly<Record<string, unknown>> = {
  'POST /auth/login': { email: 'a@example.test', password: 'x' },
  'PATCH /me': { name: 'Me' },
  'POST /me/password': { current: 'x', next: 'long enough' },
  'POST /me/tokens': { name: 'one' },
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
  'POST /sla/policies': {
    key: 'made',
    name: 'Made',
    ticketTypes: ['incident'],
    targets: { '1': 3600, '2': 3600, '3': 3600, '4': 3600 },
    calendar: 'business-hours',
  },
  'PATCH /sla/policies/{id}': { name: 'Changed' },
  'POST /tickets': { type: 'incident', title: 'Made' },
  'PATCH /tickets/{id}': { title: 'Changed' },
  'POST /tickets/bulk': { items: [] },
  'POST /tickets/{id}/comments': { body: 'Said' },
  'POST /catalog/items/{key}/requests': {
    values: { model: 'Standard 14-inch', cost: 900, reason: 'Old.' },
  },
  'POST /cab/meetings': { name: 'Board', scheduledAt: AT, changes: [] },
  'PATCH /cab/meetings/{id}/items/{ticket}': { decision: 'approved' },
  'POST /cab/meetings/{id}/close': { minutes: 'Done.' },
  'PUT /processes/{key}/draft': DEFINITION,
  'POST /processes/{key}/draft/publish': { note: 'First' },
  'POST /processes/{key}/versions/{number}/publish-again': { note: 'Again', presentVersion: 1 },
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
  'POST /processes/{key}/moves': { to: 1, reason: 'Better' },
  'POST /tasks/{id}/complete': { values: {} },
  'POST /approvals/{id}/decision': { decision: 'approve' },
};

/** The API as the canvas sees it, played in the test: only the web app is in question. */
import type { Request } from 'playwright-core';
import { fromBpmn } from '#engine/bpmn/index.ts';
import type { Definition } from '#engine/definition.ts';
import type { Scenario } from '#engine/rehearsal/index.ts';

const PATIENCE_MS = 20_000;

export const RUN = '01a1b2c3-0000-7000-8000-000000000001';

export const COLLEAGUE = {
  id: '01a1b2c3-0000-7000-8000-000000000002',
  email: 'nils@demo.test',
  name: 'Nils',
};

/** What of a request and its answer is needed here; a route of the page's own is one too. */
export type PlayedRoute = {
  request(): Pick<
    Request,
    'url' | 'method' | 'headers' | 'headerValue' | 'postDataBuffer' | 'postDataJSON'
  >;
  fulfill(answer: {
    readonly status?: number;
    readonly json?: unknown;
    readonly headers?: Record<string, string>;
    readonly contentType?: string;
  }): Promise<void>;
  abort(): Promise<void>;
};

type Refusal = {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
};

/** As much of the API as the canvas needs: one process with a draft that keeps revisions. */
export class PlayedApi {
  isAway = false;
  /** Does what it is asked but never says so. */
  isSilent = false;
  /** Else there is only version 3. */
  hasDraft = true;
  /** What one may do with the process; `start` where it is published and begins by hand. */
  allowed: readonly string[] = ['read', 'edit', 'publish'];
  /** How the next starts of a run, and publications again, are refused, the first first. */
  readonly refusals: Refusal[] = [];
  readonly started: unknown[] = [];
  /** Which versions the next runs take, the first first; else the present one. */
  readonly toStart: number[] = [];
  /** Drafts of other processes, by their keys. */
  readonly others = new Map<string, Definition>();
  readonly publications: unknown[] = [];
  /** What else it answers with: lists and single things, by their paths. */
  readonly lists = new Map<string, readonly unknown[]>();
  readonly things = new Map<string, unknown>();
  /** The scenarios that are kept with the process. */
  scenarios: PlayedScenario[] = [];
  /** What was published, by number; the last one is present. Else there is only version 3, which says what the draft says. */
  readonly versions = new Map<number, Definition>();
  /** Whether what was published takes no new work: its first version was called off. */
  isIdle = false;
  /** Who has drawn the versions anew, and when. */
  drawn: { readonly at: string; readonly by: typeof COLLEAGUE } | null = null;
  /** Open runs by version, and how many of them a change touches. */
  readonly runs = new Map<number, { readonly count: number; readonly touched: number }>();
  /** What was asked for with each publication of a former version. */
  readonly republications: unknown[] = [];
  reviewRequired = false;
  reviewOffAskedBy: { id: string; name: string; email: string } | null = null;
  /** What a reviewer sees beside a draft. */
  guards = {
    calls: [] as object[],
    required: [] as string[],
    loosened: [] as object[],
  };
  /** The version on its way, the one before the present one, and what was said of them: `null` where it was called off. */
  next: PlayedNext | null = null;
  former: number | null = null;
  readonly rollouts: unknown[] = [];
  mayReadRuns = false;
  /** What a colleague says of the draft, and what was sent of a colleague’s. */
  review: { readonly decision: string; readonly comment: string } | null = null;
  readonly reviews: unknown[] = [];
  private draft: Definition;
  private revision = 1;
  private began: number | null = null;
  private waiting: {
    readonly fits: (definition: Definition) => boolean;
    readonly done: (definition: Definition) => void;
  }[] = [];

  constructor(draft: Definition) {
    this.draft = draft;
  }

  /** Resolves with the first draft saved from now on (or already) that fits. */
  saved(fits: (definition: Definition) => boolean): Promise<Definition> {
    if (fits(this.draft)) return Promise.resolve(this.draft);
    return new Promise((done, fail) => {
      const patience = setTimeout(
        () =>
          fail(new Error(`no such draft was saved; the last one: ${JSON.stringify(this.draft)}`)),
        PATIENCE_MS,
      );
      const saved = (definition: Definition): void => {
        clearTimeout(patience);
        done(definition);
      };
      this.waiting.push({ fits, done: saved });
    });
  }

  changeElsewhere(definition: Definition): void {
    this.draft = definition;
    this.revision += 1;
  }

  async answer(route: PlayedRoute): Promise<void> {
    const request = route.request();
    const path = new URL(request.url()).pathname.replace('/api/v1', '');
    if (this.isAway) return route.abort();
    if (path === '/auth/session') {
      const permissions = [...me.permissions, ...(this.mayReadRuns ? ['run.read'] : [])];
      return route.fulfill({ json: { ...me, permissions } });
    }
    if (path === '/processes/loan/rollout' && request.method() !== 'GET')
      return this.changeRollout(route);
    if (path === '/processes/import/bpmn') return this.readBpmn(route);
    if (path === '/processes/loan' && request.method() === 'PATCH')
      this.requireReview(request.postDataJSON().reviewRequired);
    if (path === '/processes/loan') return route.fulfill({ json: this.loan() });
    if (path.startsWith('/processes/loan/drafts')) return this.reviewed(route, path);
    if (this.versions.size > 0 && path.startsWith('/processes/loan/')) {
      const answer = this.ofVersions(route, path.slice('/processes/loan/'.length));
      if (answer) return answer;
    }
    if (path === '/processes/loan/versions/3')
      return route.fulfill({ json: { version: 3, definition: this.draft } });
    if (path === '/processes/loan/draft/publish') {
      const { from, share } = request.postDataJSON();
      this.publications.push(request.postDataJSON());
      const version = (this.version ?? 0) + 1;
      if (from || share) {
        const when = { from: from ?? '2026-01-01T00:00:00Z', begun: !from };
        this.next = { version, ...when, share, publishedBy: me.user };
        if (this.versions.size > 0) this.versions.set(version, this.draft);
      } else if (this.versions.size > 0) this.versions.set(version, this.draft);
      else this.began = version;
      this.hasDraft = false;
      return route.fulfill({ status: 201, json: { key: 'loan', version, sha256: '' } });
    }
    if (path.startsWith('/processes/loan/scenarios')) return this.keepScenario(route, path);
    if (path === '/processes/loan/start')
      return route.fulfill({ json: { version: this.toStart.shift() ?? this.version } });
    if (path === '/processes/loan/runs') return this.start(route);
    if (path === '/processes/loan/draft' && request.method() === 'PUT') return this.save(route);
    if (path === '/processes/loan/draft' && !this.hasDraft)
      return route.fulfill({ status: 404, json: { type: '/problems/draft_not_found' } });
    if (path === '/processes/loan/draft') {
      const { draft: definition, revision } = this;
      const json = {
        definition,
        baseVersion: this.version,
        revision,
        updatedAt: '2026-01-01T00:00:00Z',
      };
      return route.fulfill({ json, headers: { etag: `"v${revision}"` } });
    }
    const other = /^\/processes\/([^/]+)(\/draft)?$/.exec(path);
    if (other) return this.another(route, other[1] ?? '', other[2] !== undefined);
    if (path === '/processes') {
      return route.fulfill({ json: { items: [this.loan(), PUBLISHED], nextCursor: null } });
    }
    if (path === '/events/stream') return route.abort();
    const thing = this.things.get(path);
    if (thing) return route.fulfill({ json: thing });
    if (path === '/tickets/clocks/foretell')
      return route.fulfill({ json: { clocks: [], told: [], nextAt: null } });
    if (path.startsWith('/tickets/')) return refuse(route, 404, 'not_found');
    return route.fulfill({ json: { items: this.lists.get(path) ?? [], nextCursor: null } });
  }

  private async keepScenario(route: PlayedRoute, path: string): Promise<void> {
    const request = route.request();
    const id = path.split('/')[4];
    const told = request.postDataJSON() as Pick<PlayedScenario, 'scenario' | 'required'> | null;
    const known = this.scenarios.find((one) => one.id === id);
    if (request.method() === 'DELETE') {
      this.scenarios = this.scenarios.filter((one) => one !== known);
      return route.fulfill({ status: 204 });
    }
    if (!told) return route.fulfill({ json: { items: this.scenarios, nextCursor: null } });
    const { name } = told.scenario;
    if (this.scenarios.some((one) => one !== known && one.name === name))
      return refuse(route, 409, 'already_exists');
    const version = (known?.version ?? 0) + 1;
    const kept = { ...told, id: known?.id ?? `s${this.scenarios.length + 1}`, name, version };
    this.scenarios = [...this.scenarios.filter((one) => one !== known), kept];
    return route.fulfill({ status: known ? 200 : 201, json: kept });
  }

  /** Doing without takes a second person. */
  private requireReview(required: boolean): void {
    const isAsked = !required && this.reviewRequired && this.reviewOffAskedBy === null;
    this.reviewOffAskedBy = isAsked ? me.user : null;
    if (!isAsked) this.reviewRequired = required;
  }

  /** Drafts with what is said of them; a colleague has one too. */
  private reviewed(route: PlayedRoute, path: string): Promise<void> {
    const at = { baseVersion: this.version, revision: 1, updatedAt: '2026-01-01T00:00:00Z' };
    if (path.endsWith('/drafts'))
      return route.fulfill({ json: { items: [{ author: COLLEAGUE, ...at }], nextCursor: null } });
    if (path.endsWith('/review')) {
      const sent = route.request().postDataJSON();
      this.reviews.push(sent);
      const refused = this.refuse(route);
      if (refused) return refused;
      this.review = sent;
    }
    const decidedAt = at.updatedAt;
    const review = this.review && { ...this.review, reviewer: COLLEAGUE, decidedAt };
    const { draft: definition } = this;
    return route.fulfill({
      json: { ...at, definition, sha256: 'hash-of-draft', review, ...this.guards },
    });
  }

  /** Lists, shows, compares and publishes again what was published. */
  private ofVersions(route: PlayedRoute, path: string): Promise<void> | undefined {
    const numbers = [...this.versions.keys()].sort((a, b) => b - a);
    const again = /^versions\/(\d+)\/publish-again$/.exec(path);
    const former = again && this.versions.get(Number(again[1]));
    if (former) {
      this.republications.push(route.request().postDataJSON());
      const refused = this.refuse(route);
      if (refused) return refused;
      const version = (numbers[0] ?? 0) + 1;
      this.versions.set(version, former);
      return route.fulfill({ status: 201, json: { key: 'loan', version, sha256: `${version}` } });
    }
    const running = numbers.flatMap((version) => {
      const runs = this.runs.get(version);
      return runs ? [{ version, ...runs }] : [];
    });
    if (path === 'compare') return route.fulfill({ json: { running } });
    const items = numbers.map((version) => ({
      version,
      sha256: `hash-${version}`,
      note: `Note ${version}`,
      waiver: null,
      changes: version === 1 ? null : { added: 1, removed: 0, changed: 2, moved: 0 },
      publishedAt: '2026-01-01T00:00:00Z',
      publishedBy: me.user,
      active: true,
      drawn: this.drawn,
      running: this.runs.get(version)?.count ?? 0,
    }));
    if (path === 'versions') return route.fulfill({ json: { items, nextCursor: null } });
    const one = items.find(({ version }) => path === `versions/${version}`);
    return one && route.fulfill({ json: { ...one, definition: this.versions.get(one.version) } });
  }

  /** The version there is; a draft may have been begun from it. */
  private get version(): number | null {
    if (this.isIdle) return null;
    const there = [...this.versions.keys()].filter((one) => one !== this.next?.version);
    if (there.length > 0) return Math.max(...there);
    if (!this.hasDraft) this.began ??= 3;
    return this.began;
  }

  private loan() {
    const draft = this.hasDraft ? { revision: this.revision, baseVersion: this.version } : null;
    const running = [...this.runs.values()].reduce((sum, { count }) => sum + count, 0);
    const { reviewRequired, reviewOffAskedBy, allowed, version, next, former } = this;
    const revision = this.rollouts.length + 1;
    const reviewOffAskedAt = reviewOffAskedBy && '2026-01-01T00:00:00Z';
    const guarded = { reviewRequired, reviewOffAskedBy, reviewOffAskedAt };
    return { ...loan, ...guarded, running, allowed, version, next, former, revision, draft };
  }

  private async changeRollout(route: PlayedRoute): Promise<void> {
    const request = route.request();
    const refused = this.refuse(route);
    if (refused) return refused;
    const said = request.postDataJSON();
    this.rollouts.push(said && { ...said, tag: await request.headerValue('if-match') });
    const before = this.next;
    this.next = said?.share || said?.from ? { ...(before ?? PLAYED_NEXT), ...said } : null;
    if (!said && before && !this.isIdle) this.versions.delete(before.version);
    return said ? route.fulfill({ json: this.loan() }) : route.fulfill({ status: 204 });
  }

  /** Read as the API reads it. */
  private async readBpmn(route: PlayedRoute): Promise<void> {
    const request = route.request();
    const process = new URL(request.url()).searchParams.getAll('process');
    const { definitions, processes, report } = await fromBpmn(
      request.postDataBuffer()?.toString('utf8') ?? '',
      process.length > 0 ? { process } : {},
    );
    const read = definitions.map((definition, index) => ({
      process: processes[index],
      definition,
    }));
    return route.fulfill({ json: { definitions: read, report, created: [] } });
  }

  private another(route: PlayedRoute, key: string, isDraft: boolean): Promise<void> {
    const request = route.request();
    const isNew = request.headers()['if-none-match'] === '*';
    if (isNew && this.others.has(key)) return refuse(route, 409, 'already_exists');
    if (request.method() === 'PUT') this.others.set(key, request.postDataJSON());
    const draft = { revision: 1, baseVersion: null, updatedAt: '2026-01-01T00:00:00Z' };
    const definition = this.others.get(key);
    if (!definition && key === PUBLISHED.key && !isDraft) return route.fulfill({ json: PUBLISHED });
    if (!definition) return route.fulfill({ status: 404, json: { type: '/problems/not_found' } });
    if (isDraft) return route.fulfill({ json: { ...draft, definition, findings: [] } });
    return route.fulfill({
      json: { ...loan, key, name: definition.name, allowed: this.allowed, draft },
    });
  }

  private refuse(route: PlayedRoute): Promise<void> | undefined {
    const refusal = this.refusals.shift();
    if (!refusal) return undefined;
    const { code, ...problem } = refusal;
    const json = { type: `/problems/${code}`, title: code, ...problem };
    const { status } = problem;
    return route.fulfill({ status, json, contentType: 'application/problem+json' });
  }

  private start(route: PlayedRoute): Promise<void> {
    const refused = this.refuse(route);
    if (refused) return refused;
    this.started.push(route.request().postDataJSON());
    return route.fulfill({ status: 201, json: { id: RUN, state: 'starting', workflowId: RUN } });
  }

  private async save(route: PlayedRoute): Promise<void> {
    const request = route.request();
    const ifMatch = await request.headerValue('if-match');
    if (ifMatch !== null && ifMatch !== `"v${this.revision}"`) {
      const json = { type: '/problems/draft_changed', title: 'Changed', status: 412 };
      return route.fulfill({ status: 412, json, contentType: 'application/problem+json' });
    }
    const baseVersion = this.version;
    this.draft = request.postDataJSON();
    this.hasDraft = true;
    this.revision += 1;
    const json = { revision: this.revision, baseVersion, findings: [] };
    if (!this.isSilent) await route.fulfill({ json, headers: { etag: `"v${this.revision}"` } });
    for (const { fits, done } of this.waiting) if (fits(this.draft)) done(this.draft);
  }
}

export type PlayedNext = {
  readonly version: number;
  readonly from: string;
  readonly share: number | null;
  readonly begun: boolean;
  readonly publishedBy: { readonly name: string };
};

export const PLAYED_NEXT: PlayedNext = {
  version: 3,
  from: '2026-01-01T00:00:00Z',
  share: 10,
  begun: true,
  publishedBy: COLLEAGUE,
};

export type PlayedScenario = {
  readonly id: string;
  readonly name: string;
  readonly scenario: Scenario;
  readonly required: boolean;
  readonly version: number;
};

const refuse = (route: PlayedRoute, status: number, code: string): Promise<void> =>
  route.fulfill({
    status,
    json: { type: `/problems/${code}`, title: code, status },
    contentType: 'application/problem+json',
  });

const me = {
  user: { id: '1', email: 'maya@demo.test', name: 'Maya', locale: null, timeZone: 'Europe/Berlin' },
  tenant: { key: 'main', name: 'Main' },
  permissions: [
    'process.read',
    'process.author',
    'process.publish',
    'ticket.create',
    'ticket.update',
  ],
  roles: ['process-owner'],
  counts: { approvals: 0, tasks: 0 },
  meetings: false,
  sendsMail: true,
};

const loan = {
  key: 'loan',
  name: 'Loan',
  description: null,
  version: null,
  publishedAt: null,
  publishedBy: null,
  running: 0,
  triggers: [],
  next: null,
  former: null,
  revision: 1,
};

const PUBLISHED = { ...loan, key: 'order', name: 'Order something', version: 4, allowed: ['read'] };

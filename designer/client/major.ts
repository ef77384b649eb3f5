/** Major incidents over HTTP: what is under way, what is done about it, what is settled, and the status page. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, patch, post, remove } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';
import type {
  Audience,
  ChildTicket,
  Impact,
  MajorIncident,
  MajorSettings,
  Service,
  Severity,
  Stage,
  StakeholderUpdate,
  StatusPage,
  TicketMajor,
  UpdateMinutes,
  UpdatePreview,
  UpdateTemplate,
} from './types/major.ts';
import type { TicketEvent } from './types/tickets.ts';

const ALL = 200;

/** What shows a ticket's major incident: its own pages, and the ticket's. */
export const majorTouches = ({ id, number }: { readonly id: string; readonly number: string }) => [
  keys.major(),
  keys.ticket(id),
  keys.ticket(number),
];

export const currentMajorsQuery = queryOptions({
  queryKey: keys.major('current'),
  queryFn: ({ signal }) => get<Page<MajorIncident>>('/major-incidents', { limit: ALL }, signal),
  staleTime: 30_000,
});
export const pastMajorsQuery = infiniteQueryOptions({
  queryKey: keys.major('past'),
  queryFn: ({ signal, pageParam }) =>
    get<Page<MajorIncident>>(
      '/major-incidents',
      { state: 'past', limit: 20, cursor: pageParam },
      signal,
    ),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});
export const majorQuery = (id: string) =>
  queryOptions({
    queryKey: keys.major('one', id),
    queryFn: ({ signal }) => get<MajorIncident>(`/major-incidents/${id}`, undefined, signal),
  });
export const majorUpdatesQuery = (id: string) =>
  queryOptions({
    queryKey: keys.major('one', id, 'updates'),
    queryFn: ({ signal }) =>
      get<Page<StakeholderUpdate>>(`/major-incidents/${id}/updates`, { limit: ALL }, signal),
  });
export const majorEventsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.major('one', id, 'events'),
    queryFn: ({ signal }) =>
      get<Page<TicketEvent>>(`/major-incidents/${id}/events`, { limit: ALL }, signal),
  });
export const childrenQuery = (ticketId: string) =>
  queryOptions({
    queryKey: keys.ticket(ticketId, 'children'),
    queryFn: ({ signal }) =>
      get<Page<ChildTicket>>(`/tickets/${ticketId}/children`, { limit: ALL }, signal),
  });
export const ticketMajorQuery = (ticketId: string) =>
  queryOptions({
    queryKey: keys.ticket(ticketId, 'major'),
    queryFn: ({ signal }) =>
      get<TicketMajor>(`/tickets/${ticketId}/major-incident`, undefined, signal),
  });

export type Declaration = {
  severity: Severity;
  commander: { user: string } | { rota: string };
  headline: string;
  services: { service: string; impact: Impact }[];
  warRoomUrl: string | null;
  /** The tenant's usual one without. */
  audience?: Audience;
};

export const declareMajor = (ticket: string, body: Declaration, idempotencyKey: string) =>
  post<MajorIncident>('/major-incidents', { ticket, ...body }, { idempotencyKey });
export const changeMajor = ({ id, version }: MajorIncident, body: Partial<Declaration>) =>
  patch<MajorIncident>(`/major-incidents/${id}`, body, { version });

export type UpdateDraft = { stage: Stage; subject: string; body: string };
export const previewUpdate = (id: string, draft: UpdateDraft) =>
  post<UpdatePreview>(`/major-incidents/${id}/updates/preview`, draft);
export const sendUpdate = (id: string, draft: UpdateDraft, idempotencyKey: string) =>
  post<StakeholderUpdate>(`/major-incidents/${id}/updates`, draft, { idempotencyKey });

type Act = { version: number; idempotencyKey: string };
const act = (id: string, what: string, body: object, how: Act) =>
  post<MajorIncident>(`/major-incidents/${id}/${what}`, body, how);
export const resolveMajor = (id: string, body: { note: string; tells: boolean }, how: Act) =>
  act(id, 'resolve', body, how);
export const withdrawMajor = (id: string, body: { reason: string }, how: Act) =>
  act(id, 'withdraw', body, how);
export type ReviewAction = { title: string; assignee: string; dueAt: string };
export const reviewMajor = (
  id: string,
  body: { summary: string; cause: string; actions: ReviewAction[] },
  how: Act,
) => act(id, 'review', body, how);

export type LinkAnswer = {
  items: { id: string; status: number; problem?: { detail?: string } }[];
};
export const linkChildren = (parent: string, tickets: string[]) =>
  post<LinkAnswer>(`/tickets/${parent}/children`, { tickets });
export const unlinkChild = (parent: string, child: string) =>
  remove<undefined>(`/tickets/${parent}/children/${child}`);

export const servicesQuery = queryOptions({
  queryKey: keys.people('services'),
  queryFn: ({ signal }) => get<Page<Service>>('/services', { limit: ALL }, signal),
});
export const addService = (
  body: { key: string; name: string; description: string },
  idempotencyKey: string,
) => post<Service>('/services', body, { idempotencyKey });
export const changeService = (
  { id, version }: Service,
  body: { name: string; description: string },
) => patch<Service>(`/services/${id}`, body, { version });
export const removeService = ({ id, version }: Service) =>
  remove<undefined>(`/services/${id}`, { version });

export const templatesQuery = queryOptions({
  queryKey: keys.people('update-templates'),
  queryFn: ({ signal }) => get<Page<UpdateTemplate>>('/update-templates', { limit: ALL }, signal),
});
type TemplateFields = { name: string; subject: string; body: string };
export const addTemplate = (body: TemplateFields & { key: string }, idempotencyKey: string) =>
  post<UpdateTemplate>('/update-templates', body, { idempotencyKey });
export const changeTemplate = ({ id, version }: UpdateTemplate, body: TemplateFields) =>
  patch<UpdateTemplate>(`/update-templates/${id}`, body, { version });
export const removeTemplate = ({ id, version }: UpdateTemplate) =>
  remove<undefined>(`/update-templates/${id}`, { version });

export const majorSettingsQuery = queryOptions({
  queryKey: keys.people('major-settings'),
  queryFn: ({ signal }) => get<MajorSettings>('/major-incident-settings', undefined, signal),
});
export const changeMajorSettings = (
  version: number,
  body: { updateMinutes?: UpdateMinutes; audience?: Audience },
) => patch<MajorSettings>('/major-incident-settings', body, { version });
export const openStatusAddress = () =>
  post<{ address: string }>('/major-incident-settings/status-address');
export const closeStatusAddress = () =>
  remove<undefined>('/major-incident-settings/status-address');

/** Null: the caller's own tenant; else whoever's page stands at the secret address. */
export const statusQuery = (address: string | null) =>
  queryOptions({
    queryKey: keys.major('status', address ?? ''),
    queryFn: ({ signal }) =>
      get<StatusPage>(address === null ? '/status' : `/status/${address}`, undefined, signal),
    refetchInterval: 60_000,
  });

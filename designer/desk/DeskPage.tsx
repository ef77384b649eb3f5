/**
 * The desk: views at the start, the list in the middle, the ticket at the end. On a narrow screen one of them at a time.
 * Which view, which filters and which ticket are in the address; what is selected is not, since nobody shares that.
 */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { type DeskSearch, toListQuery } from '#designer/client/views.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './DeskPage.module.css';
import { TicketListPane } from './list/TicketListPane.tsx';
import { useTicketList } from './list/use-ticket-list.ts';
import { TaskListPane } from './TaskListPane.tsx';
import { TicketView } from './ticket/TicketView.tsx';
import { ViewsPane } from './ViewsPane.tsx';

export function DeskPage() {
  const t = useText();
  const search = useSearch({ from: '/app/desk' });
  const navigate = useNavigate({ from: '/desk' });
  const query = useMemo(
    () => toListQuery({ ...search, ticket: undefined, tab: undefined }),
    [search],
  );
  const stableQuery = useStable(query);
  const list = useTicketList(stableQuery, search.group ?? 'priority');

  const change = useCallback(
    (part: Partial<DeskSearch>, replace = false) => {
      void navigate({ search: (before) => ({ ...before, ...part }), replace });
    },
    [navigate],
  );

  return (
    <div className={classes.desk} data-open={search.ticket !== undefined}>
      {search.ticket === undefined && <h1 className="p-hidden">{t('shell.desk')}</h1>}
      <ViewsPane
        search={search}
        onChoose={(view) =>
          change({
            view,
            ticket: undefined,
            tab: undefined,
            q: undefined,
            type: undefined,
            status: undefined,
            priority: undefined,
            assignee: undefined,
          })
        }
      />
      {search.view === 'tasks' ? (
        <TaskListPane search={search} onChange={change} />
      ) : (
        <TicketListPane search={search} list={list} onChange={change} />
      )}
      {search.ticket !== undefined && (
        <TicketView
          key={search.ticket}
          id={search.ticket}
          tab={search.tab}
          onTab={(tab) => change({ tab }, true)}
          onClose={() => change({ ticket: undefined, tab: undefined })}
          onChanged={(ticket) => list.patch(ticket.id, ticket, false)}
        />
      )}
    </div>
  );
}

/** The same object as long as it says the same, so that opening a ticket does not look like another list. */
function useStable<T>(value: T): T {
  const text = JSON.stringify(value);
  const [kept, setKept] = useState({ text, value });
  if (kept.text === text) return kept.value;
  setKept({ text, value });
  return value;
}

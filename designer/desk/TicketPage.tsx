/** A ticket on a page of its own: the same view as beside the list, with an address to send to others. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { TicketView } from './ticket/TicketView.tsx';

export function TicketPage() {
  const { id } = useParams({ from: '/app/tickets/$id' });
  const { tab } = useSearch({ from: '/app/tickets/$id' });
  const navigate = useNavigate({ from: '/tickets/$id' });
  useCrumb(id);
  return (
    <TicketView
      key={id}
      id={id}
      tab={tab}
      onTab={(next) => void navigate({ search: { tab: next }, replace: true })}
    />
  );
}

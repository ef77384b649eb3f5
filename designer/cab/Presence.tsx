/** Whether a member is there: themselves, or through who stands in for them. */
import type { MeetingMember } from '#designer/client/types/cab.ts';
import { useText } from '#designer/ui/locale.ts';

export function Presence({
  member: { attendance, through },
}: {
  member: Pick<MeetingMember, 'attendance' | 'through'>;
}) {
  const t = useText();
  return attendance === 'present' && through !== null
    ? t('cab.there.through', { name: through.name })
    : t(`cab.there.${attendance ?? 'unknown'}`);
}
